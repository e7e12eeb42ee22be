import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { licencesOf, packagesOf } from '../../scripts/licences.ts';
import { filesLike, ROOT, readText } from './files.ts';

const require = createRequire(import.meta.url);
// Bundled anew beside a link to the packages: what the bundler says of its modules is not kept with dist.
const folder = mkdtempSync(join(tmpdir(), 'licences-'));
let bundled: readonly string[] = [];

beforeAll(() => {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  node(
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    '-p',
    'tsconfig.build.json',
    '--noCheck',
    '--outDir',
    join(folder, 'lib'),
  );
  const mains = filesLike('action.yml', '*/action.yml').map(path =>
    basename(parse(readText(path)).runs.main as string),
  );
  const packages = [...new Set(mains)].flatMap(main => packagesIn(join(folder, 'lib', main)));
  bundled = [...new Set(packages)].sort();
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('dist/licenses.txt names every bundled package, with its licence', () => {
  expect(bundled.length).toBeGreaterThan(5);
  const text = readText('dist/licenses.txt');
  expect(bundled.filter(name => !licenceOf(name, text))).toEqual([]);
});

// Licences that ask for no more than their own text beside the code.
test('every bundled package may be given on', () => {
  const licences = bundled.map(name => [name, JSON.parse(readText(`node_modules/${name}/package.json`)).license]);
  expect(
    licences.filter(([, licence]) => !/^(?:MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0)$/.test(licence)),
  ).toEqual([]);
});

function licenceOf(name: string, licences: string): boolean {
  const start = `\n${licences}`.indexOf(`\n${name}\n`);
  return start >= 0 && /copyright|permission|licen[cs]e/i.test(licences.slice(start + name.length, start + 3_000));
}

function packagesIn(entry: string): readonly string[] {
  if (!existsSync(entry)) return [];
  const stats = join(folder, `${basename(entry)}.json`);
  node(
    require.resolve('@vercel/ncc/dist/ncc/cli.js'),
    'build',
    entry,
    '-o',
    join(folder, 'dist'),
    '--no-cache',
    '--quiet',
    '--stats-out',
    stats,
  );
  return packagesOf(require(stats).modules);
}

function node(script: string, ...args: string[]): void {
  execFileSync(process.execPath, [script, ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

test('the packages of modules are told by their paths, however deep they stand', () => {
  const modules = [
    { name: './lib/main.js' },
    {
      name: './node_modules/@actions/core/lib/summary.js + 2 modules',
      modules: [{ name: './node_modules/tunnel/index.js' }],
    },
    { name: 'external "node:fs"' },
    { name: './node_modules/one/node_modules/two/index.js' },
    {},
  ];
  expect(packagesOf(modules)).toEqual(['@actions/core', 'one', 'tunnel', 'two']);
});

test('a package without its licence ends the build', () => {
  expect(() => licencesOf(['.bin'], ROOT)).toThrow('.bin: expected a file with its licence; got none');
});
