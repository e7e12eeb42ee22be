import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { releaseNotes, sectionsOf } from '../../scripts/changelog.ts';
import { runStep } from '../../scripts/release.ts';
import { ROOT, readText } from './files.ts';
import { ReleasesDouble, TOKENS } from './releases-double.ts';

interface Job {
  readonly permissions: { readonly contents: keyof typeof TOKENS };
  readonly steps: readonly { readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
}

const { jobs } = load(readText('.github/workflows/release.yml')) as { jobs: Readonly<Record<string, Job>> };
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const OTHER = '89abcdef0123456789abcdef0123456789abcdef';
const CHANGELOG =
  '# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-11-28\n\n- It works.\n\n## [1.2.2] - 2026-10-01\n\n- Almost.\n';
const RELEASED = {
  tag_name: 'v1.2.3',
  body: '- It works.\n',
  prerelease: false,
  assets: ['alert.tar.gz 7', 'alert.tar.gz.sigstore.json 2'],
};

const OLD = { body: '', draft: false, prerelease: false, immutable: false, assets: [] };

let github: ReleasesDouble;
let folder: string;

beforeEach(async () => {
  github = new ReleasesDouble();
  await github.start();
  github.passed.add(COMMIT);
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true });
  const version = JSON.stringify({ version: '1.2.3', type: 'module' });
  write({ 'CHANGELOG.md': CHANGELOG, 'package.json': version, 'package-lock.json': version });
});

afterEach(async () => {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

/** What a job that asks GitHub runs, and the environment that it has there. */
function jobOf(name: string, more: Readonly<Record<string, string>>) {
  const job = jobs[name];
  const script = job?.steps.map(step => step.run ?? '').find(each => each.includes('scripts/release.ts'));
  if (job === undefined || script === undefined) throw new Error(`${name}: expected a job that asks GitHub`);
  const environment: NodeJS.ProcessEnv = {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: 'acme/pagerduty-migration-alert',
    GITHUB_SHA: COMMIT,
    GITHUB_OUTPUT: join(folder, 'output'),
    RUNNER_TEMP: folder,
    GH_TOKEN: TOKENS[job.permissions.contents],
    VERSION: '1.2.3',
    ...more,
  };
  return { script, environment };
}

/** Runs a job's step in this process: what went wrong, and the id that it wrote. */
async function run(name: string, more: Readonly<Record<string, string>> = {}) {
  const { script, environment } = jobOf(name, more);
  const words = script.replaceAll('"', '').replace(/\$(\w+)/g, (_, variable) => environment[variable] ?? '');
  write({ output: '' });
  const failure = await runStep(words.split(' ').slice(2), environment, folder).catch((error: Error) => error.message);
  return { failure, id: /^id=(.*)$/m.exec(readFileSync(join(folder, 'output'), 'utf8'))?.[1] ?? '' };
}

/** The first two jobs, with what the artifacts bring from one to the other. */
async function draft(more: Readonly<Record<string, string>> = {}) {
  const checked = await run('check', more);
  if (checked.failure !== undefined) return checked;
  mkdirSync(join(folder, 'release'), { recursive: true });
  cpSync(join(folder, 'notes.md'), join(folder, 'release', 'notes.md'));
  write({ 'release/alert.tar.gz': 'archive', 'release/alert.tar.gz.sigstore.json': '{}' });
  return run('draft', more);
}

const known = () => github.releases.map(({ id: _, ...release }) => release);

describe('a release', () => {
  test('as the shell of its workflow runs it', async () => {
    const { script, environment } = jobOf('check', { GITHUB_SHA: OTHER });
    const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const shell = spawn('bash', ['--noprofile', '--norc', '-ec', script], {
      cwd: folder,
      env: { ...environment, PATH },
    });
    const [said, [status]] = await Promise.all([text(shell.stdout), once(shell, 'exit')]);
    expect({ said, status }).toEqual({ said: `::error::CI has not passed on ${OTHER}: wait for it\n`, status: 1 });
  });

  test('is drafted with its notes and files, published by its id, and the major tag moves', async () => {
    github.tags.set('v1', OTHER);
    const drafted = await draft();
    expect(drafted).toEqual({ failure: undefined, id: '1' });
    expect(known()).toEqual([{ ...RELEASED, draft: true, immutable: false }]);
    expect([...github.tags]).toEqual([['v1', OTHER]]);
    expect(await run('publish', { DRAFT: drafted.id })).toEqual({ failure: undefined, id: '' });
    expect(known()).toEqual([{ ...RELEASED, draft: false, immutable: true }]);
    expect(Object.fromEntries(github.tags)).toEqual({ v1: COMMIT, 'v1.2.3': COMMIT });
  });

  test('makes the major tag where there is none', async () => {
    await run('publish', { DRAFT: (await draft()).id });
    expect(Object.fromEntries(github.tags)).toEqual({ v1: COMMIT, 'v1.2.3': COMMIT });
  });

  test('that is a prerelease moves no major tag', async () => {
    const version = JSON.stringify({ version: '2.0.0-rc.1', type: 'module' });
    const changelog = CHANGELOG.replace('1.2.3', '2.0.0-rc.1');
    write({ 'CHANGELOG.md': changelog, 'package.json': version, 'package-lock.json': version });
    await run('publish', { VERSION: '2.0.0-rc.1', DRAFT: (await draft({ VERSION: '2.0.0-rc.1' })).id });
    expect(github.releases.map(({ tag_name, draft, prerelease }) => ({ tag_name, draft, prerelease }))).toEqual([
      { tag_name: 'v2.0.0-rc.1', draft: false, prerelease: true },
    ]);
    expect([...github.tags.keys()]).toEqual(['v2.0.0-rc.1']);
  });

  test('that is started twice has one draft', async () => {
    const first = await draft();
    const second = await draft();
    expect({ releases: known(), again: second.id !== first.id }).toEqual({
      releases: [{ ...RELEASED, draft: true, immutable: false }],
      again: true,
    });
  });

  test('that could not upload a file is drafted anew; drafts of other versions stay, on whatever page', async () => {
    github.releases = Array.from({ length: 100 }, (_, index) => ({
      ...OLD,
      id: 1_000 + index,
      tag_name: `v0.0.${index}`,
    }));
    github.releases.push({ ...OLD, id: 2_000, tag_name: 'v1.2.3', draft: true });
    github.faults.add('POST /releases/1/assets');
    expect(await draft()).toEqual({
      failure: 'upload of alert.tar.gz: expected success; got 500 {"message":"Server Error"}',
      id: '',
    });
    expect((await draft()).failure).toBeUndefined();
    expect({ here: known().filter(each => each.tag_name === 'v1.2.3'), all: known().length }).toEqual({
      here: [{ ...RELEASED, draft: true, immutable: false }],
      all: 101,
    });
  });

  test.each([
    ['making the tag', 'POST /git/refs', { releases: [true], tags: {} }],
    ['publishing', 'PATCH /releases/1', { releases: [true], tags: { 'v1.2.3': COMMIT } }],
    ['looking for the major tag', 'GET /git/ref/tags/v1', { releases: [false], tags: { 'v1.2.3': COMMIT } }],
  ])('that failed at %s goes on from there', async (_, fault, left) => {
    const { id } = await draft();
    github.faults.add(fault);
    expect((await run('publish', { DRAFT: id })).failure).toContain('got 500');
    const drafts = github.releases.map(release => release.draft);
    expect({ releases: drafts, tags: Object.fromEntries(github.tags) }).toEqual(left);
    expect(await run('publish', { DRAFT: id })).toEqual({ failure: undefined, id: '' });
    expect(known()).toEqual([{ ...RELEASED, draft: false, immutable: true }]);
    expect(Object.fromEntries(github.tags)).toEqual({ v1: COMMIT, 'v1.2.3': COMMIT });
  });
});

describe('no release', () => {
  const version = (text: string) => JSON.stringify({ version: text, type: 'module' });
  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]>([
    ['of what is no version', {}, { VERSION: 'v1.2.3' }, 'version: expected MAJOR.MINOR.PATCH; got v1.2.3'],
    [
      'that package.json does not name',
      { 'package.json': version('1.2.2') },
      {},
      'package.json: expected version 1.2.3; got 1.2.2',
    ],
    [
      'that the lock file does not name',
      { 'package-lock.json': version('1.2.2') },
      {},
      'package-lock.json: expected version 1.2.3; got 1.2.2',
    ],
    [
      'that the changelog does not name',
      { 'CHANGELOG.md': '## [1.2.2] - 2026-10-01\n\n- Almost.\n' },
      {},
      'CHANGELOG.md: expected a section [1.2.3]; got none',
    ],
    ['before CI passed', {}, { GITHUB_SHA: OTHER }, `CI has not passed on ${OTHER}: wait for it`],
  ])('%s', async (_, files, environment, message) => {
    write(files);
    expect(await draft(environment)).toEqual({ failure: message, id: '' });
    expect(known()).toEqual([]);
  });

  test('of a version that is tagged or published', async () => {
    github.tags.set('v1.2.3', OTHER);
    expect((await draft()).failure).toBe('tag v1.2.3 is there already: raise the version');
    github.tags.clear();
    github.releases.push({ ...OLD, id: 1_000, tag_name: 'v1.2.3' });
    expect((await draft()).failure).toBe('v1.2.3 is published already: raise the version');
  });

  test('of a draft that is gone, of another version, or whose tag is at another commit', async () => {
    const { id } = await draft();
    const failure = async (more: Readonly<Record<string, string>>) =>
      (await run('publish', { DRAFT: id, ...more })).failure;
    const others = [await failure({ DRAFT: '77' }), await failure({ VERSION: '1.2.4' })];
    github.tags.set('v1.2.3', OTHER);
    expect([...others, await failure({})]).toEqual([
      'GET /releases/77: expected success; got 404 {"message":"Not Found"}',
      `release ${id}: expected v1.2.4; got v1.2.3`,
      `tag v1.2.3: expected ${COMMIT}; got ${OTHER}. Delete the tag`,
    ]);
    expect(github.releases.map(release => release.draft)).toEqual([true]);
  });
});

test.each([
  ['no text', '## [1.0.0] - 2026-11-28\n\n## [0.9.0] - 2026-01-01\n- a\n', 'expected a text below [1.0.0]; got none'],
  [
    'no date',
    '## [1.0.0] - unreleased\n- a\n',
    'expected the heading "## [1.0.0] - YYYY-MM-DD"; got the date "unreleased"',
  ],
  [
    'something unreleased',
    '## [Unreleased]\n- b\n## [1.0.0] - 2026-11-28\n- a\n',
    'expected nothing below [Unreleased]; move its entries to [1.0.0]',
  ],
])('a changelog with %s gives no notes', (_, changelog, message) => {
  expect(() => releaseNotes(changelog, '1.0.0')).toThrow(`CHANGELOG.md: ${message}`);
});

test('notes end where the next section or the addresses of the headings begin', () => {
  const address = '[1.0.0]: https://example.org/1.0.0\n';
  expect(releaseNotes(`## [1.0.0] - 2026-11-28\n\n### Added\n\n- a [b]\n\n${address}`, '1.0.0')).toBe(
    '### Added\n\n- a [b]',
  );
});

test('package.json, the lock file and the changelog name one version', () => {
  const { version } = JSON.parse(readText('package.json'));
  const { version: locked, packages } = JSON.parse(readText('package-lock.json'));
  const [newest] = sectionsOf(readText('CHANGELOG.md')).filter(({ name }) => name !== 'Unreleased');
  expect({ locked, root: packages[''].version, newest: newest?.name }).toEqual({
    locked: version,
    root: version,
    newest: version,
  });
  expect(newest?.date).toMatch(/^(?:unreleased|\d{4}-\d\d-\d\d)$/);
});
