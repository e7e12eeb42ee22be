// Compiles src to lib and bundles lib to dist: minified, with the licences of what is bundled. Byte-for-byte reproducible.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minifySync, parseSync } from '@swc/core';
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

// ncc minifies the entry only, and leaves characters beyond ASCII in it, for which V8 keeps all of it in twice the space.
for (const file of readdirSync(join(root, 'dist')).filter(name => /^(?:\d+\.)?index\.js$/.test(name))) {
  const path = join(root, 'dist', file);
  const text = shareBuiltins(readFileSync(path, 'utf8').replace(/\r\n/g, '\n'));
  const format = { comments: false, asciiOnly: true } as const;
  const { code } = minifySync(text, { module: true, compress: true, mangle: true, format });
  writeFileSync(path, markModules(code));
}

// ncc makes a `require` for each of Node's own modules: that takes longer than to load most of them.
function shareBuiltins(code: string): string {
  return code
    .replace(/^import ?\{ ?createRequire as \w+ ?\} ?from ?"module";/, '')
    .replace(/\b\w+\(import\.meta\.url\)\(("[\w:/]+")\)/g, 'process.getBuiltinModule($1)');
}

/**
 * Puts every module's function in parentheses: V8 then compiles it as it reads it, instead of reading it once to find
 * its end and once more to run it. https://v8.dev/blog/preparser#pife
 */
function markModules(code: string): string {
  const program = parseSync(code, { syntax: 'ecmascript', target: 'es2024' });
  const places: (readonly [number, string])[] = [];
  JSON.stringify(program, (_, node) => {
    const isModule = node?.type === 'KeyValueProperty' && node.key.type === 'NumericLiteral';
    if (isModule && node.value.type === 'ArrowFunctionExpression')
      places.push([node.value.span.start - program.span.start, '('], [node.value.span.end - program.span.start, ')']);
    return node;
  });
  return places
    .toSorted(([one], [other]) => other - one)
    .reduce((text, [place, sign]) => text.slice(0, place) + sign + text.slice(place), code);
}
