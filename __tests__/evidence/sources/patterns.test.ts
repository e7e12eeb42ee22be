import { mkdir, mkdtemp, realpath, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isPattern, readPaths, splitPattern } from '../../../src/evidence/sources/file-pattern.ts';
import { files } from '../../../src/evidence/sources/files.ts';
import { shareLimits } from '../../../src/evidence/sources/shared-limits.ts';
import { openSources } from '../../../src/evidence/sources/source-files.ts';
import { LIMITS } from '../../../src/evidence/sources/sources.ts';

const BEGAN = new Date('2026-11-23T10:00:00Z');
const BEFORE = new Date('2026-11-23T09:00:00Z');

let folder = '';
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'patterns-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), name);
  }
}

async function open(lines: readonly string[], input: 'report' | 'log' = 'log', jobStartedAt?: Date) {
  const text = lines.map(line => `${folder}/${line}`).join('\n');
  const { files: found, ...rest } = await openSources(input, text, { files, jobStartedAt, limits: LIMITS });
  const problems = rest.problems.map(({ level, message }) => `${level}: ${message.replaceAll(folder, '/work')}`);
  return { texts: found.map(({ text: content }) => content), missing: rest.missing, problems };
}

describe('a pattern', () => {
  test.each([
    [
      'files, sorted by name, whatever it stands with',
      ['b.log', 'a.log', 'a.txt', 'c.log/x'],
      ['*.log'],
      ['a.log', 'b.log'],
    ],
    ['one', ['a.log'], ['*.log'], ['a.log']],
    ['in a folder below', ['acme/m.log', 'globex/m.log', 'm.log'], ['*/m.log'], ['acme/m.log', 'globex/m.log']],
    ['at any depth', ['m.log', 'a/m.log', 'a/b/m.log'], ['**/m.log'], ['a/b/m.log', 'a/m.log', 'm.log']],
    ['blanks and other scripts', ['Ärzte Süd.log', '東京.log'], ['*.log'], ['Ärzte Süd.log', '東京.log']],
    ['brackets stand for themselves', ['x/[tenant]/a.log', 'x/t/b.log'], ['x/[tenant]/*.log'], ['x/[tenant]/a.log']],
    ['brackets beside the star, too', ['m (1).log', 'm (2).log', 'm1.log'], ['m (*).log'], ['m (1).log', 'm (2).log']],
    ['and a brace', ['{a,b}-1.log', 'a-1.log'], ['{a,b}-*.log'], ['{a,b}-1.log']],
    ['of Windows', ['logs/a.log', 'logs/b.log'], ['logs\\*.log'], ['logs/a.log', 'logs/b.log']],
    ['no hidden file, and no package', ['.a.log', 'node_modules/x/b.log', 'c/d.log'], ['**/*.log'], ['c/d.log']],
    ['several', ['a.log', 'b.log', 'c.txt'], ['*.log', '*.txt', 'a.*'], ['a.log', 'b.log', 'c.txt']],
    ['one by two names', ['logs/a.log', 'logs/b.log'], ['logs/*.log', './logs/a.log'], ['logs/a.log', 'logs/b.log']],
    ['one by its own name first', ['l/a.log', 'l/b.log'], ['l/../l//b.log', 'l/*.log'], ['l/b.log', 'l/a.log']],
    ['one by no pattern', ['logs/a.log'], ['logs/a.log', './logs/x/../a.log'], ['logs/a.log']],
    ['one question', ['m-1.log', 'm-10.log'], ['m-?.log'], ['m-1.log']],
  ])('finds %s', async (_, names, lines, expected) => {
    await write(...names);
    expect(await open(lines)).toEqual({ texts: expected, missing: false, problems: [] });
  });

  const unix = process.platform === 'win32' ? test.skip : test;
  unix('that is the name of a file is that file', async () => {
    await write('a*.log', 'ab.log', '[x].log');
    expect(await open(['a*.log'])).toEqual({ texts: ['a*.log'], missing: false, problems: [] });
    expect(await open(['[x].log'])).toEqual({ texts: ['[x].log'], missing: false, problems: [] });
  });

  const CAUSE =
    "Either the migration did not run, or the pattern is wrong (a path is relative to the workspace, also where working-directory is set). Write what each database's migration prints into a file of its own: COMMAND > logs/DATABASE.log 2>&1";

  test('that finds nothing is missing, and says where it was looked for', async () => {
    await write('logs/a.txt', 'logs/dir.log/x.txt');
    expect(await open(['logs/*.log'])).toEqual({
      texts: [],
      missing: true,
      problems: [
        `warning: log: expected the migration's output in files that fit /work/logs/*.log, but no file in /work/logs does. ${CAUSE}`,
      ],
    });
    expect(await open(['gone/*.log'])).toEqual({
      texts: [],
      missing: true,
      problems: [
        `warning: log: expected the migration's output in files that fit /work/gone/*.log, but there is no folder /work/gone. ${CAUSE}`,
      ],
    });
    expect(await open(['gone/*.json'], 'report')).toEqual({
      texts: [],
      missing: true,
      problems: [
        "notice: report: expected the tool's reports in files that fit /work/gone/*.json, but there is no folder /work/gone. Some failures write none; if this one should have, check the pattern (a path is relative to the workspace, also where working-directory is set) and the tool's --output.",
      ],
    });
  });

  test('follows no link, to a file or to a folder', async () => {
    await write('other/secret.log', 'logs/a.log');
    await symlink(join(folder, 'other', 'secret.log'), join(folder, 'logs', 'latest.log'));
    await symlink(join(folder, 'other'), join(folder, 'logs', 'linked'));
    expect(await open(['logs/**/*.log'])).toEqual({
      texts: ['logs/a.log'],
      missing: false,
      problems: ['notice: log: symbolic links are not read; 1 of them in /work/logs fits /work/logs/**/*.log.'],
    });
    await rm(join(folder, 'logs', 'a.log'));
    expect((await open(['logs/*.log'])).problems).toEqual([
      `warning: log: expected the migration's output in files that fit /work/logs/*.log, but no file in /work/logs does (a symbolic link fits, and is not read). ${CAUSE}`,
    ]);
  });

  test('leaves out what is older than the job, where the job is known', async () => {
    await write('a.log', 'b.log', 'c.log');
    await utimes(join(folder, 'a.log'), BEFORE, BEFORE);
    await utimes(join(folder, 'b.log'), BEFORE, BEFORE);
    expect(await open(['*.log'], 'log', BEGAN)).toEqual({
      texts: ['c.log'],
      missing: false,
      problems: [
        'warning: log: expected files of this job, but 2 files (e.g. /work/a.log) were last written before it began at 2026-11-23T10:00:00.000Z, and were not read. Delete such files before the migration.',
      ],
    });
    expect((await open(['*.log'])).texts).toEqual(['a.log', 'b.log', 'c.log']);
    await rm(join(folder, 'c.log'));
    expect(await open(['*.log'], 'log', BEGAN)).toMatchObject({ texts: [], missing: true });
  });

  test('together with paths: one that is missing is told, and is a database of its own', async () => {
    await write('a.log', 'b.log');
    expect(await open(['*.log', 'gone.log'])).toEqual({
      texts: ['a.log', 'b.log', undefined],
      missing: false,
      problems: [
        expect.stringMatching(/^warning: log: expected the migration's output at \/work\/gone\.log, but there is no/),
      ],
    });
    expect(await open(['gone.log', 'away.log'])).toMatchObject({ texts: [undefined, undefined], missing: true });
  });

  test('finds more than can be read: a share of each, and the first messages', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `t${index}.log`);
    for (const name of names)
      await writeFile(join(folder, name), `${name} begins\n${'x\n'.repeat(500_000)}${name} ends\n`);
    const { texts, problems } = await open(['*.log']);
    const all = texts.map((text = '') => text.length).reduce((sum, length) => sum + length, 0);
    expect(all).toBeLessThan(4.2 * 1024 * 1024);
    expect(all).toBeGreaterThan(4 * 1024 * 1024);
    expect(texts.every(text => /^t\d+\.log begins\n[\s\S]*\nt\d+\.log ends\n$/.test(text ?? ''))).toBe(true);
    expect(problems).toHaveLength(4);
    expect(problems[3]).toBe('warning: The same or something like it holds for 27 more files.');
  });
});

test.each([
  [' logs/a.log \r\n\n logs/*.log\n', ['logs/a.log', 'logs/*.log']],
  ['a.log\na.log', ['a.log']],
  ['', []],
])('the lines of an input: %j', (text, expected) => {
  expect(readPaths(text)).toEqual(expected);
});

test.each([
  ['logs/*.log', true, { folder: 'logs/', rest: '*.log' }],
  ['*.log', true, { folder: '', rest: '*.log' }],
  ['/tmp/**/m.log', true, { folder: '/tmp/', rest: '**/m.log' }],
  ['/*.log', true, { folder: '/', rest: '*.log' }],
  ['C:\\logs\\*.log', true, { folder: 'C:/logs/', rest: '*.log' }],
  ['app/[tenant]/[id]-*.log', true, { folder: 'app/[tenant]/', rest: '?id?-*.log' }],
  ['logs/[a].log', false, undefined],
])('what is a pattern in %s', (path, expected, parts) => {
  expect(isPattern(path)).toBe(expected);
  if (parts !== undefined) expect(splitPattern(path)).toEqual(parts);
});

test.each([
  [
    'all fit',
    [10, 20],
    [
      { head: 2, tail: 8 },
      { head: 5, tail: 15 },
    ],
  ],
  [
    'a large one has what the small ones leave',
    [10, 500],
    [
      { head: 2, tail: 8 },
      { head: 10, tail: 80 },
    ],
  ],
  [
    'large ones share',
    [500, 500],
    [
      { head: 10, tail: 40 },
      { head: 10, tail: 40 },
    ],
  ],
  ['none', [], []],
])('limits are shared: %s', (_, sizes, expected) => {
  expect(shareLimits(sizes, { head: 10, tail: 90 })).toEqual(expected);
});
