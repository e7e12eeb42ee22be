// Compiles src to lib and bundles lib to dist: minified, with the licences of what is bundled. Byte-for-byte reproducible.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifySync } from '@swc/core';
import { licencesOf, packagesOf } from './licences.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const run = (script: string, args: readonly string[]): void => {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
};

rmSync(join(root, 'lib'), { recursive: true, force: true });
run(join(root, 'node_modules/typescript/bin/tsc'), ['-p', 'tsconfig.build.json']);
rmSync(join(root, 'dist'), { recursive: true, force: true });
run(require.resolve('@vercel/ncc/dist/ncc/cli.js'), [
  'build',
  'lib/index.js',
  '--out',
  'dist',
  '--minify',
  '--no-cache',
  '--quiet',
  '--stats-out',
  'lib/stats.json',
]);

const { modules } = JSON.parse(readFileSync(join(root, 'lib/stats.json'), 'utf8'));
writeFileSync(join(root, 'dist/licenses.txt'), licencesOf(packagesOf(modules), root));

// Other ways into the same bundle.
for (const entry of ['post.js', 'verify.js']) copyFileSync(join(root, 'lib', entry), join(root, 'dist', entry));

// ncc minifies the entry only; what is loaded late is minified here.
for (const file of readdirSync(join(root, 'dist'))) {
  const path = join(root, 'dist', file);
  const text = readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
  const code = /^\d+\.index\.js$/.test(file)
    ? minifySync(text, { module: true, compress: true, mangle: true, format: { comments: false } }).code
    : text;
  writeFileSync(path, code);
}
