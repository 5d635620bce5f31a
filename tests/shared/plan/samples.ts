import { readFileSync } from 'node:fs';

/** The text of a sample plan. */
export function sample(name: 'plan-2023' | 'mot-hoi-nghi' | 'nhieu-dot'): string {
  return readFileSync(new URL(`../../samples/plan/${name}.txt`, import.meta.url), 'utf8');
}
