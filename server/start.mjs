import module from 'node:module';
import { fileURLToPath } from 'node:url';

// Plain JavaScript, so that an old Node can still read it and say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `Node.js ${process.versions.node} quá cũ để chạy Đối Thoại. Hãy chạy "npm install" rồi "npm start" (Node 26 được cài kèm).\n` +
      `Node.js ${process.versions.node} is too old for Đối Thoại. Run "npm install", then "npm start" (Node 26 comes with it).\n`,
  );
  process.exit(1);
}
// Half of a start is compiling the sources. Kept beside the packages and not in a folder that others may write to;
// where it cannot be kept, it is compiled each time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url));
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
await import('./cli/start.ts');
// A server runs for days, and may end without a chance to write.
module.flushCompileCache();
