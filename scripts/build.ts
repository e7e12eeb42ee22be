// Makes dist/: tsc compiles src to lib, ncc bundles lib, swc minifies each file that ncc emitted. Nothing else changes it.
// Byte-for-byte the same on every machine and in every folder.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minifySync } from '@swc/core';
import { licencesOf, packagesIn } from './licences.ts';

const root = join(import.meta.dirname, '..');
const lib = join(root, 'lib');
const dist = join(root, 'dist');
const stats = join(lib, 'ncc-stats.json');
const run = (script: string, ...args: readonly string[]): void => {
  execFileSync(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root, stdio: 'inherit' });
};

for (const folder of [lib, dist]) rmSync(folder, { recursive: true, force: true });
run('typescript/bin/tsc', '-p', 'tsconfig.build.json');
run(
  '@vercel/ncc/dist/ncc/cli.js',
  'build',
  'lib/index.js',
  '--out',
  dist,
  '--no-cache',
  '--quiet',
  '--stats-out',
  stats,
);
for (const name of readdirSync(dist).filter(each => each.endsWith('.js'))) {
  const path = join(dist, name);
  writeFileSync(path, minify(readFileSync(path, 'utf8')));
}
writeFileSync(join(dist, 'licenses.txt'), licencesOf(packagesIn(readFileSync(stats, 'utf8')), root));
// Two more ways into the same bundle, as they are.
for (const entry of ['post.js', 'verify.js']) copyFileSync(join(lib, entry), join(dist, entry));

// ncc's own --minify does the entry only. ASCII, because V8 keeps a file with a single other character in twice the space.
function minify(code: string): string {
  const format = { comments: false, asciiOnly: true } as const;
  return minifySync(code, { module: true, compress: true, mangle: true, format }).code;
}
