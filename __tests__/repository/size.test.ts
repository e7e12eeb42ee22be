import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { filesLike, git, ROOT } from './files.ts';

const KB = 1000;
const archive = git('archive', 'HEAD');
const sizes = readdirSync(join(ROOT, 'dist')).map(name => statSync(join(ROOT, 'dist', name)).size);

test('dist is at most 1.3 MB', () => {
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1300 * KB);
});

test('a runner downloads at most 400 KB', () => {
  expect(gzipSync(archive).length).toBeLessThanOrEqual(400 * KB);
});

test('a runner downloads the actions and their licences, and nothing else', () => {
  const paths = execFileSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' }).trim().split('\n');
  const top = new Set(paths.map(path => path.split('/')[0]));
  expect([...top].filter(name => name !== 'verify').sort()).toEqual(['LICENSE', 'action.yml', 'dist']);
});

test.each(filesLike('docs/pictures/*'))('%s is a picture of at most 120 KB', path => {
  expect(path).toMatch(/\.png$/);
  expect(statSync(join(ROOT, path)).size).toBeLessThanOrEqual(120 * KB);
});
