import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { filesLike, git, ROOT, readText } from './files.ts';

// A copy of the repository, as a fork has it.
const fork = join(mkdtempSync(join(tmpdir(), 'name-')), 'fork');
const paths = filesLike().filter(path => !/^__tests__\/(?:fixtures|golden)\//.test(path));
const texts = () => Object.fromEntries(paths.map(path => [path, readFileSync(join(fork, path), 'utf8')]));
const start = (...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd: fork, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
const name = (...owner: readonly string[]) => {
  const { stdout, stderr, status } = start('scripts/name.ts', ...owner);
  return { said: `${stdout}${stderr}`, status };
};
function expected(path: string, text: string): string {
  if (path === '.github/CODEOWNERS') return text.replaceAll(`@${known}/maintainers`, '@example-org/platform');
  if (!changeable(path)) return text;
  return text.replaceAll(`${known}/${NAME}`, `example-org/${NAME}`).replace(SENTENCE, '');
}
const changeable = (path: string): boolean =>
  /\.(?:md|yml)$|CODEOWNERS$|^package\.json$/.test(path) && !path.startsWith('__tests__/');
const known = JSON.parse(readText('package.json')).repository.replace(/^github:|\/.*/g, '');
// Nobody who reads the documents of a fork has to ask who that is.
const SENTENCE =
  '`OWNER` is the account that hosts the action, here and in every example: replace it, except when you try it with act.\n\n';
const JEST = 'node_modules/jest/bin/jest.js';
const NAME = 'pagerduty-migration-alert';

beforeAll(() => {
  for (const path of paths) cpSync(join(ROOT, path), join(fork, path));
  symlinkSync(join(ROOT, 'node_modules'), join(fork, 'node_modules'), 'junction');
  git('init', '--quiet', fork);
  git('-C', fork, 'add', '--all');
});

afterAll(() => rmSync(join(fork, '..'), { recursive: true, force: true }));

test.each(['', '/acme', '-acme', 'acme shop', 'a'.repeat(40), 'acme/plat form', 'https://github.com/acme'])(
  'an account cannot be called %j',
  owner => {
    const before = texts();
    expect(name(owner)).toEqual({
      said: `npm run name: expected an account of GitHub (acme) or its team (acme/platform); got "${owner}"\n`,
      status: 1,
    });
    expect(texts()).toEqual(before);
  },
);

test('a fork is named by one command, which changes nothing else and may be run again', () => {
  const before = texts();
  const { said, status } = name('example-org/platform');
  const after = texts();
  const changed = paths.filter(path => after[path] !== before[path]);
  expect({ said, status }).toEqual({
    said: `example-org/${NAME} is the action's name now, in ${changed.length} files. Commit them.\n`,
    status: 0,
  });
  expect(changed).toEqual(
    expect.arrayContaining(['.github/CODEOWNERS', 'README.md', 'SECURITY.md', 'docs/verify.md', 'package.json']),
  );
  expect(after).toEqual(Object.fromEntries(paths.map(path => [path, expected(path, before[path] ?? '')])));
  expect(name('example-org/platform')).toEqual({
    said: `example-org/${NAME} is the action's name already.\n`,
    status: 0,
  });
  expect(texts()).toEqual(after);
});

test('no document, example or workflow names anybody else', () => {
  const others = Object.entries(texts())
    .filter(([path]) => changeable(path))
    .filter(([, text]) => /\bOWNER\b/.test(text) || new RegExp(`(?<!example-org)/${NAME}\\b`).test(text));
  expect(others.map(([path]) => path)).toEqual([]);
});

test.each([
  ['the tables of its documents are current', ['scripts/readme.ts', '--check']],
  [
    'its examples and links hold',
    ['--experimental-vm-modules', JEST, '--ci', '--maxWorkers=1', 'repository/(?:examples|links)'],
  ],
])(
  'of the named fork, %s',
  (_, args) => {
    const { status, stderr } = start(...args);
    expect({ status, errors: status === 0 ? '' : stderr }).toEqual({ status: 0, errors: '' });
  },
  300_000,
);
