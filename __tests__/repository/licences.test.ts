import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { bundle } from '../../scripts/bundle.ts';
import { licencesOf, packagesOf } from '../../scripts/licences.ts';
import { ROOT, readText } from './files.ts';

// Bundled anew beside a link to the packages: what the bundler says of its modules is not kept with dist.
const folder = mkdtempSync(join(tmpdir(), 'licences-'));
let bundled: readonly string[] = [];

beforeAll(async () => {
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const compile = ['-p', 'tsconfig.build.json', '--noCheck', '--outDir', join(folder, 'lib')];
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), ...compile], { cwd: ROOT });
  bundled = packagesOf((await bundle(folder)).modules);
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

test('the packages of modules are told by their paths, however deep they stand', () => {
  const modules = [
    '/home/me/action/lib/main.js',
    '/home/me/action/node_modules/@actions/core/lib/summary.js',
    'C:\\action\\node_modules\\tunnel\\index.js',
    '\0/home/me/action/node_modules/one/node_modules/two/index.js?commonjs-module',
  ];
  expect(packagesOf(modules)).toEqual(['@actions/core', 'one', 'tunnel', 'two']);
});

test('a package without its licence ends the build', () => {
  expect(() => licencesOf(['.bin'], ROOT)).toThrow('.bin: expected a file with its licence; got none');
});
