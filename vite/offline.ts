import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build as bundle, type Plugin } from 'vite';
import { place, receiptScript, worker, writeShipped } from './shipped.ts';

/*
 * What makes the built page start with no network: the list of its files with their hashes, the worker that carries the
 * list (`worker.js`), and the script that watches the page's start.
 */

const client = fileURLToPath(new URL('../client/', import.meta.url));

/** A module with all that it imports as one script, no module. */
async function scriptOf(path: string, define: Record<string, string> = {}): Promise<string> {
  const result = await bundle({
    configFile: false,
    root: client,
    publicDir: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: { input: join(client, path), output: { format: 'iife' } },
    },
  });
  const outputs = [result].flat().flatMap((made) => ('output' in made ? made.output : []));
  const [script, ...others] = outputs;
  if (script?.type !== 'chunk' || others.length > 0) throw new Error(`${path} is not one script`);
  return script.code;
}

/** `build` names what the page is built from. */
export function startsOffline(build: () => string): Plugin {
  let dir = '';
  let code = '';
  let watch = { fileName: '', source: '' };
  return {
    name: 'starts-offline',
    apply: 'build',
    configResolved(config) {
      dir = resolve(config.root, config.build.outDir);
    },
    async buildStart() {
      const source = await scriptOf('offline/start-watch.ts');
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
      watch = { fileName: `assets/start-${hash}.js`, source };
      this.emitFile({ type: 'asset', ...watch });
      // The server makes the page on which citizens look up a petition, so the name of its script is fixed.
      this.emitFile({
        type: 'asset',
        fileName: receiptScript,
        source: await scriptOf('receipt/receipt.ts'),
      });
    },
    transformIndexHtml: () => [
      // Before the page's own module, after the text that it looks at.
      { tag: 'script', attrs: { defer: true, src: `/${watch.fileName}` }, injectTo: 'head-prepend' },
    ],
    // After each of the builds: the last one finds the files of all.
    async closeBundle() {
      code ||= await scriptOf('offline/worker.ts', { shippedHere: place });
      writeFileSync(join(dir, worker), code);
      writeShipped(dir, build());
    },
  };
}
