import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { findInCommit } from '../../src/github/checkout.ts';

const workspace = mkdtempSync(join(tmpdir(), 'checkout-'));
afterAll(() => rmSync(workspace, { recursive: true, force: true }));

const git = (...words: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', ...words], {
    cwd: workspace,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();

git('init', '-q');
git('remote', 'add', 'upstream', 'https://github.com/acme/other');
git('remote', 'add', 'origin', 'https://github.com/acme/shop');
for (const folder of ['db', 'sub/db']) mkdirSync(join(workspace, folder), { recursive: true });
for (const file of ['db/1.sql', 'sub/db/2.sql']) writeFileSync(join(workspace, file), '');
git('add', '.');
git('commit', '-q', '-m', 'x');
const sha = git('rev-parse', 'HEAD');
const commit = { serverUrl: 'https://github.com', repository: 'acme/shop', sha };
// What a build wrote: the index knows `sub/db/2.sql`, whose name ends so.
writeFileSync(join(workspace, 'db/2.sql'), '');

test.each([
  ['a file of the commit', 'db/1.sql', {}, 'db/1.sql'],
  ['one in another case of the name', 'db/1.sql', { repository: 'Acme/Shop' }, 'db/1.sql'],
  ['a file that it does not have', 'db/2.sql', {}, undefined],
  ['another commit', 'db/1.sql', { sha: sha.replace(/^./, 'g') }, undefined],
  ['a remote that is not the origin', 'db/1.sql', { repository: 'acme/other' }, undefined],
  ['another server', 'db/1.sql', { serverUrl: 'https://ghe.example.com' }, undefined],
])('%s', async (_, file, other, path) => {
  expect(await findInCommit(workspace, file, { ...commit, ...other })).toBe(path);
});

test('where an index leaves paths out, HEAD and origin are enough', async () => {
  git('update-index', '--index-version', '4');
  expect(await findInCommit(workspace, 'db/2.sql', commit)).toBe('db/2.sql');
});

test('a workspace without a checkout', async () => {
  rmSync(join(workspace, '.git'), { recursive: true });
  expect(await findInCommit(workspace, 'db/1.sql', commit)).toBeUndefined();
});
