import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GithubApiOptions } from '../../emulator/github-api.ts';
import { type Inputs, type Job, startJob } from './job.ts';

const FILE = 'db/migrations/2_pay.sql';
const LOG = [
  'Applying: 1_users.sql',
  'Applied: 1_users.sql in 5ms',
  'Applying: 2_pay.sql',
  'psql:db/migrations/2_pay.sql:3: ERROR:  relation "userz" does not exist',
  'Error: pq: relation "userz" does not exist',
].join('\n');

interface Checkout {
  /** Folder of the checkout below the workspace. */
  readonly at?: string;
  readonly origin?: string;
  /** Does something to the checkout, whose folder it gets. */
  readonly before?: (folder: string) => void;
  readonly sha?: string;
  readonly github?: GithubApiOptions;
  readonly environment?: Readonly<Record<string, string>>;
  readonly event?: unknown;
  readonly inputs?: Inputs;
  readonly file?: string;
}

/** A job that checked a repository out and whose migration failed; gives what the page says of its source, and what is annotated. */
async function fail(checkout: Checkout = {}) {
  const { at = '.', origin = 'https://github.com/acme/shop', file = FILE, event } = checkout;
  const permissions = { contents: 'none', 'pull-requests': 'none' } as const;
  const job = await startJob({
    github: { permissions, ...checkout.github },
    ...(event === undefined ? {} : { event }),
  });
  const folder = join(job.workspace, at);
  const git = (...words: string[]): string =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  mkdirSync(join(folder, dirname(file)), { recursive: true });
  writeFileSync(join(folder, file), 'SELECT 1;\n');
  git('init', '-q');
  git('remote', 'add', 'origin', origin);
  git('add', '.');
  git('-c', 'user.name=Mona', '-c', 'user.email=mona@example.com', 'commit', '-q', '-m', 'Add payments');
  const sha = checkout.sha ?? git('rev-parse', 'HEAD');
  checkout.before?.(folder);
  job.write('migrate.log', LOG);
  const main = await job.uses(
    { status: 'failure', log: 'migrate.log', ...checkout.inputs },
    { GITHUB_SHA: sha, ...checkout.environment },
  );
  const annotated = main.stdout.split('\n').filter(line => line.startsWith('::error') && line.includes('file='));
  return { ...sourceOf(job), annotated, sha, job, main };
}

function sourceOf(job: Job) {
  const body: unknown = job.pagerduty.requests[0]?.body;
  if (body === undefined) return { source_file: undefined, links: [] };
  const { links, payload } = body as {
    links: readonly { text: string; href: string }[];
    payload: { custom_details: Record<string, unknown> };
  };
  const { source_file, pull_request, author } = payload.custom_details;
  return {
    source_file,
    pull_request,
    author,
    links: links.filter(({ text }) => text === 'Migration source' || text === 'Pull request'),
  };
}

const blob = (sha: string, path = FILE): string => `https://github.com/acme/shop/blob/${sha}/${path}#L3`;
const annotation = (path = FILE): string =>
  `::error title=PagerDuty Migration Alert,file=${path},line=3::Migration failed (production): relation "userz" does not exist`;
const NOTHING = { source_file: undefined, links: [], annotated: [] };

describe('the page names and links the line of SQL', () => {
  test.each<[string, Checkout]>([
    ['in the workspace', {}],
    ['in a folder of it', { at: 'shop' }],
    ['of an origin by SSH', { origin: 'git@github.com:Acme/Shop.git' }],
    ['of an origin with a token', { origin: 'https://x-access-token:t@github.com/acme/shop.git' }],
    ['whose branch is packed', { before: folder => void execFileSync('git', ['pack-refs', '--all'], { cwd: folder }) }],
  ])('%s', async (_, checkout) => {
    const { source_file, links, annotated, sha } = await fail(checkout);
    expect({ source_file, links, annotated }).toEqual({
      source_file: `${FILE}:3`,
      links: [{ text: 'Migration source', href: blob(sha) }],
      annotated: [annotation()],
    });
  });

  test('with the pull request that brought it, and its author', async () => {
    const commit = { sha: 'c0ffee', commit: { message: 'Add payments', author: null }, author: { login: 'hubot' } };
    const pull = {
      number: 12,
      title: 'Add payments',
      html_url: 'https://github.com/acme/shop/pull/12',
      merged_at: '2026-01-01T00:00:00Z',
      user: { login: 'mona' },
    };
    const github = { permissions: {}, commits: { [FILE]: [commit] }, pulls: { c0ffee: [pull] } };
    const { source_file, pull_request, author, links, sha, main } = await fail({ github });
    expect({ source_file, pull_request, author, links }).toEqual({
      source_file: `${FILE}:3`,
      pull_request: '#12 Add payments',
      author: 'mona',
      links: [
        { text: 'Migration source', href: blob(sha) },
        { text: 'Pull request', href: pull.html_url },
      ],
    });
    expect(main.summary).not.toContain('mona');
  });

  test('and without the permissions asks once for them', async () => {
    const { job, main } = await fail();
    const asked = job.github.requests.filter(({ path }) => path.includes('/commits'));
    expect(asked.map(({ path, query, status }) => [path, query.includes('path='), status])).toEqual([
      ['/repos/acme/shop/commits', true, 403],
    ]);
    expect(main.durationMs).toBeLessThan(9_000);
  });

  test('in a pull request beside its diff alone, where nothing is sent or asked', async () => {
    const { annotated, job } = await fail({ environment: { GITHUB_EVENT_NAME: 'pull_request' } });
    expect({ annotated, events: job.told().events, asked: job.github.requests.length }).toEqual({
      annotated: [annotation()],
      events: [],
      asked: 0,
    });
  });
});

describe('nothing is linked', () => {
  test.each<[string, Checkout]>([
    ['of another commit', { sha: '1111111111111111111111111111111111111111' }],
    ['of another repository', { origin: 'https://github.com/acme/other' }],
    ['of another host', { origin: 'https://example.com/acme/shop' }],
    ['that no commit has', { file: 'db/other.sql', before: folder => writeFileSync(join(folder, 'db/2_pay.sql'), '') }],
    ['that a build wrote', { file: 'dist/2_pay.sql' }],
    [
      'behind a link',
      { file: 'db/other.sql', before: folder => symlinkSync('other.sql', join(folder, 'db/2_pay.sql')) },
    ],
    [
      'of a second work tree',
      {
        before: folder => {
          renameSync(join(folder, '.git'), join(folder, 'git'));
          writeFileSync(join(folder, '.git'), 'gitdir: git\n');
        },
      },
    ],
    ['of a run that went well', { inputs: { status: 'success', log: '' } }],
  ])('%s', async (_, checkout) => {
    const { source_file, links, annotated } = await fail(checkout);
    expect({ source_file, links, annotated }).toEqual(NOTHING);
  });
});
