import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/* An image and a service run the server from a few folders that nobody writes, without what only builds and tests. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const dockerfile = read('packaging/Dockerfile');

/** What the last stage of the image takes from the first, or from the folder. */
const copied = dockerfile
  .slice(dockerfile.lastIndexOf('\nFROM'))
  .split('\n')
  .flatMap((line) => /^COPY (?:--from=build \/app\/)?(\S+) /.exec(line)?.[1] ?? []);

/** What the server's modules import: paths from the root, and names of packages. */
function imported() {
  const paths = new Set<string>();
  const packages = new Set<string>();
  for (const file of globSync(['server/**/*.ts', 'shared/**/*.ts', 'server/*.mjs'], { cwd: root })) {
    for (const [, name = ''] of read(file).matchAll(/\b(?:from |import |import\()'([^'\s]+)'/g)) {
      if (name.startsWith('.')) paths.add(relative(root, join(root, dirname(file), name)));
      else if (!name.startsWith('node:'))
        packages.add(
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        );
    }
  }
  return { paths: [...paths], packages: [...packages] };
}

describe('the image', () => {
  test('holds every folder that the server reads, and nothing that is not there', () => {
    expect(copied).toEqual(
      expect.arrayContaining(['server', 'shared', 'dist', 'node_modules', 'package.json']),
    );
    for (const path of copied.filter((name) => name !== 'dist'))
      expect(existsSync(join(root, path)), path).toBe(true);
    const outside = imported().paths.filter((path) => !copied.includes(path.split('/')[0] ?? ''));
    expect(outside).toEqual([]);
  });

  test('has the packages that the server imports without those for development and for building', () => {
    const { dependencies } = JSON.parse(read('package.json'));
    const removed =
      /npm uninstall [^\n]*?--no-fund ([^\\\n]+)/.exec(dockerfile)?.[1]?.trim().split(' ') ?? [];
    expect(removed).toContain('vite');
    const present = new Set(Object.keys(dependencies).filter((name) => !removed.includes(name)));
    const missing = imported().packages.filter(
      (name) => !present.has(name) && !builtinModules.includes(name),
    );
    expect(missing).toEqual([]);
  });

  test('lets in what it is built from', () => {
    const ignored = read('packaging/Dockerfile.dockerignore').split('\n');
    const sources = dockerfile
      .slice(0, dockerfile.lastIndexOf('\nFROM'))
      .split('\n')
      .flatMap((line) => /^COPY (.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
    expect(sources.length).toBeGreaterThan(4);
    for (const source of [...sources, 'packaging/healthy.mjs']) expect(ignored).toContain(`!${source}`);
  });
});

test('service and image start without a link in their log, as another user than root', () => {
  const unit = read('packaging/doi-thoai.service');
  expect(unit).toMatch(/^ExecStart=\S+\/node_modules\/\.bin\/node server\/start\.mjs --no-link$/m);
  expect(unit).toMatch(/^User=doi-thoai$/m);
  expect(unit).toMatch(/^ProtectSystem=strict$/m);
  expect(dockerfile).toContain('CMD ["node", "server/start.mjs", "--no-link"]');
  expect(dockerfile).toMatch(/^USER 10001:10001$/m);
  expect(read('packaging/compose.yaml')).toMatch(/^ {4}read_only: true$/m);
});
