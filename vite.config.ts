import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { clientBuild } from './server/client-build.ts';
import { entryOf, visitorEntries, workEntry } from './shared/entries.ts';
import { pageMeta, protocol, writeVersion } from './shared/version.ts';
import { startsOffline } from './vite/offline.ts';

/** The built page says what it is built from and what it speaks. */
function saysItsVersion(): Plugin {
  return {
    name: 'says-its-version',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { name: pageMeta, content: writeVersion({ build: clientBuild(), protocol }) },
        injectTo: 'head',
      },
    ],
  };
}

/** What the hall's page runs before one can type, by the names of the files. */
const runsFirst = /^(?:index|base|hall|hall-speakers)$/;
/** Said to V8 in a script's first line (https://v8.dev/blog/explicit-compile-hints). */
const compileAll = '//# allFunctionsCalledOnLoad\n';

/**
 * Tells the browser to compile those files as a whole, beside the page's own thread, while they come. Chromium finds no
 * compiled code of modules again (it streams them instead), and compiling function by function holds up the first letter.
 */
function compiledAhead(): Plugin {
  return {
    name: 'compiled-ahead',
    apply: 'build',
    enforce: 'post',
    augmentChunkHash: ({ name }) => (runsFirst.test(name) ? compileAll : ''),
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk' && runsFirst.test(chunk.name)) chunk.code = compileAll + chunk.code;
      },
    },
  };
}

/** Smaller files gain nothing, bytes. */
const leastCompressed = 1_000;

/**
 * Writes each script and stylesheet compressed beside itself: the server has nothing to compress while a hall's Wi-Fi
 * waits for it.
 */
function compressed(): Plugin {
  const pack = async (path: string) => {
    const bytes = await readFile(path);
    if (bytes.length < leastCompressed) return;
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await Promise.all([
      promisify(brotliCompress)(bytes, { params }).then((packed) => writeFile(`${path}.br`, packed)),
      promisify(gzip)(bytes, { level: 9 }).then((packed) => writeFile(`${path}.gz`, packed)),
    ]);
  };
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css|svg)$/.test(name));
      await Promise.all(names.map((name) => pack(join(dir, name))));
    },
  };
}

/** While developing, as the server does it: which page an address opens. */
function opensEntries(): Plugin {
  return {
    name: 'opens-entries',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        const path = new URL(request.url ?? '/', 'http://localhost').pathname;
        const entry = entryOf(path);
        if (entry !== workEntry) request.url = `/${entry}`;
        next();
      });
    },
  };
}

const root = join(import.meta.dirname, 'client');
/** What so many pages and late parts share is one file: dozens of small ones pack worse and each costs a request. */
const ownModules = /\/(?:client|shared)\//;
const sharedBy = 12;
const inputs = (names: readonly string[]) => names.map((name) => join(root, name));

/**
 * The browser's part: the pages of shared/entries.ts in, `dist/` out. The server serves `dist/` (server/client-files.ts).
 * The pages of visitors are built by themselves: what only those who work need of a library is then not in them.
 */
export default defineConfig({
  root: 'client',
  plugins: [
    solid(),
    saysItsVersion(),
    compiledAhead(),
    compressed(),
    opensEntries(),
    startsOffline(clientBuild),
  ],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // Every browser that runs this build knows how to preload a module, or does without.
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          input: inputs([workEntry]),
          output: {
            codeSplitting: { groups: [{ name: 'base', test: ownModules, minShareCount: sharedBy }] },
          },
        },
      },
    },
    visitors: {
      consumer: 'client',
      build: { emptyOutDir: false, rolldownOptions: { input: inputs(visitorEntries) } },
    },
  },
  builder: {
    async buildApp({ build, environments: { client, visitors } }) {
      for (const environment of [client, visitors]) if (environment) await build(environment);
    },
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:8080',
      '/sync': { target: 'ws://127.0.0.1:8080', ws: true },
    },
  },
});
