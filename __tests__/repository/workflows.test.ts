import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { filesLike, readText } from './files.ts';

interface Job {
  readonly needs?: readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}
interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const PATHS = filesLike('.github/workflows/*.yml');
const readWorkflow = (path: string) => load(readText(path)) as Workflow;
const WORKFLOWS = PATHS.map((path): [string, Workflow, string] => [path, readWorkflow(path), readText(path)]);
const JOBS = WORKFLOWS.flatMap(([path, { jobs }]) =>
  Object.entries(jobs).map(([name, job]): [string, string, Job] => [path, name, job]),
);

test('the workflows are those that the project promises', () => {
  const names = PATHS.map(path => path.replace('.github/workflows/', ''));
  expect(names).toEqual([
    'check-dist.yml',
    'ci.yml',
    'codeql.yml',
    'commit-dist.yml',
    'drill.yml',
    'integration.yml',
    'rebuild-dist.yml',
    'release.yml',
    'zizmor.yml',
  ]);
});

// A job that is not needed by the aggregate can fail without anybody being held up.
test('the aggregate of CI needs every other job, and runs whatever becomes of them', () => {
  const { passed, ...others } = readWorkflow('.github/workflows/ci.yml').jobs;
  expect(passed?.needs).toEqual(Object.keys(others));
  expect(passed?.if).toBe('always()');
});

test.each(WORKFLOWS)('%s grants nothing to all of its jobs', (_path, { permissions }) => {
  expect(permissions).toEqual({});
});

test.each(JOBS)('%s: job %s says what it may do, and how long it may take', (_path, _name, job) => {
  expect(job).toEqual(
    expect.objectContaining({ permissions: expect.anything(), 'timeout-minutes': expect.any(Number) }),
  );
});

test.each(WORKFLOWS)('%s explains each grant beside it', (_path, _workflow, text) => {
  const grants = text.match(/^ +[a-z-]+: (?:read|write)\b.*$/gm) ?? [];
  expect(grants.filter(grant => !/ # \S/.test(grant))).toEqual([]);
});

// A tag can be moved to other code, a commit cannot.
test.each(WORKFLOWS)('%s uses commits, each with the version that it is', (_path, _workflow, text) => {
  const uses = [...text.matchAll(/^\s*(?:- )?uses: (.*)$/gm)].map(match => match[1] ?? '');
  const own = /^\.\/\S* /;
  const pinned = /^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  expect(uses.filter(each => !own.test(each) && !pinned.test(each))).toEqual([]);
});

test('one action is used in one version only', () => {
  const uses = WORKFLOWS.flatMap(([, , text]) => [...text.matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(.*)$/gm)]);
  const versions = Map.groupBy(uses, match => match[1]);
  const several = [...versions].filter(([, matches]) => new Set(matches.map(match => match[2])).size > 1);
  expect(several).toEqual([]);
});

// Credentials left in .git/config are there for whatever runs afterwards.
test.each(JOBS)('%s: job %s checks out without leaving credentials behind', (_path, _name, { steps }) => {
  const checkouts = steps.filter(step => step.uses?.startsWith('actions/checkout@'));
  expect(checkouts.map(step => step.with?.['persist-credentials'])).toEqual(checkouts.map(() => false));
});
