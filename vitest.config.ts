import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files with a browser first: the short ones fill the end, when a long one would leave a core idle. */
class BrowsersFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const hasBrowser = ({ moduleId }: TestSpecification) => /\/tests\/(e2e|client)\//.test(moduleId);
    return [...sorted.filter(hasBrowser), ...sorted.filter((file) => !hasBrowser(file))];
  }
}

// The tests' own workers, and the servers and commands that they start, are compiled once.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/node', import.meta.url));

/**
 * Four projects: what runs in Node as Node resolves it; the rules that both sides share; tests of whole processes and
 * browsers; and what is written for the browser, through Solid's compiler.
 */
export default defineConfig({
  test: {
    // One more than there are cores at least: much of what a browser test does is waiting.
    maxWorkers: 3,
    // One PostgreSQL for the run, started once a test asks for it.
    globalSetup: ['tests/setup/shared-postgres.ts'],
    sequence: { sequencer: BrowsersFirst },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A busy machine is no failure: what is waited for is looked at until it comes, or until a person would give up.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['tests/{server,fuzz,bench,net}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'shared',
          environment: 'node',
          include: ['tests/shared/**/*.test.ts'],
          // Rules without state: the files of a worker share its process, and what they import is read once.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          environment: 'node',
          include: ['tests/{e2e,faults,cluster}/**/*.test.ts'],
          // Several browsers and servers on two cores miss a moment now and then. A second try is printed as one.
          retry: 1,
        },
      },
      {
        extends: true,
        plugins: [solid()],
        test: { name: 'client', environment: 'node', include: ['tests/client/**/*.test.{ts,tsx}'] },
      },
    ],
  },
});
