import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { licencesOf, packagesIn } from '../../scripts/licences.ts';
import { ROOT, readText } from './files.ts';

interface Locked {
  readonly dev?: boolean;
  readonly optional?: boolean;
}

// What a bundled package (debug, which secretlint uses) takes where it finds it: here it comes with our tools.
const FOUND = ['node_modules/supports-color', 'node_modules/has-flag'];

// Built anew in another folder, with another folder for temporary files and no PATH.
const temp = mkdtempSync(join(tmpdir(), 'build-'));
const elsewhere = join(temp, 'another folder');
let bundled: readonly string[] = [];

beforeAll(() => {
  for (const path of ['src', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(join(ROOT, path), join(elsewhere, path), { recursive: true });
  }
  // A linked package would be bundled from where it is.
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Record<string, Locked> };
  const shipped = Object.keys(packages).filter(
    path => path !== '' && !packages[path]?.dev && !packages[path]?.optional,
  );
  for (const path of [...shipped, ...FOUND, 'node_modules/@vercel/ncc']) {
    cpSync(join(ROOT, path), join(elsewhere, path), { recursive: true });
  }
  for (const path of ['node_modules/typescript', 'node_modules/@swc/core', 'node_modules/@types/node']) {
    mkdirSync(dirname(join(elsewhere, path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(elsewhere, path), 'junction');
  }
  const env = { TMPDIR: temp, TEMP: temp, TMP: temp, SystemRoot: process.env.SystemRoot };
  execFileSync(process.execPath, [join(elsewhere, 'scripts/build.ts')], { env });
  bundled = packagesIn(readFileSync(join(elsewhere, 'lib/ncc-stats.json'), 'utf8'));
}, 300_000);

afterAll(() => rmSync(temp, { recursive: true, force: true }));

test('a build in another folder makes dist byte by byte; where it does not, run npm run build', () => {
  expect(filesOf(join(elsewhere, 'dist'))).toEqual(filesOf(join(ROOT, 'dist')));
});

test('dist/licenses.txt names every bundled package, with its licence', () => {
  expect(bundled.length).toBeGreaterThan(5);
  const text = readText('dist/licenses.txt');
  expect(bundled.filter(name => !hasLicence(name, text))).toEqual([]);
});

// Licences that ask for no more than their own text beside the code.
test('every bundled package may be given on', () => {
  const licences = bundled.map(name => [name, JSON.parse(readText(`node_modules/${name}/package.json`)).license]);
  expect(
    licences.filter(([, licence]) => !/^(?:MIT|ISC|BSD-[23]-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0)$/.test(licence)),
  ).toEqual([]);
});

test.each([
  ['in a scope', './node_modules/@actions/core/lib/summary.js', ['@actions/core']],
  ['without a scope', './node_modules/tunnel/index.js', ['tunnel']],
  ['within another', './node_modules/one/node_modules/two/index.js', ['one', 'two']],
  ['with its place in a bundle', 'external "node:fs" ./node_modules/three/index.js + 2 modules', ['three']],
  ['our own', './lib/index.js', []],
])('packages are told by the names of modules: %s', (_, name, expected) => {
  expect(packagesIn(JSON.stringify({ modules: [{ name }] }))).toEqual(expected);
});

test('modules that were joined into another count', () => {
  const modules = [
    { name: './lib/index.js', modules: [{ name: './node_modules/two/b.js' }, { name: './node_modules/one/a.js' }] },
  ];
  expect(packagesIn(JSON.stringify({ modules }))).toEqual(['one', 'two']);
});

test('a package without its licence ends the build', () => {
  expect(() => licencesOf(['.bin'], ROOT)).toThrow('.bin: expected a file with its licence; got none');
});

function filesOf(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  // Not the texts themselves: nobody wants to read their difference.
  return Object.fromEntries(names.map(name => [name, hash('sha256', readFileSync(join(folder, name)))]));
}

function hasLicence(name: string, licences: string): boolean {
  const start = `\n${licences}`.indexOf(`\n${name}\n`);
  return start >= 0 && /copyright|permission|licen[cs]e/i.test(licences.slice(start + name.length, start + 3_000));
}
