import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { ACTION, completeWorkflow, snippetsOf } from './snippets.ts';
import { findFaults } from './workflow-checker.ts';

interface Workflow {
  readonly name: string;
  readonly on: { readonly workflow_run?: { readonly workflows: readonly string[] } };
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly environment?: string; readonly permissions: Readonly<Record<string, string>> }>
  >;
}

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const readWorkflow = (path: string) => load(read(path)) as Workflow;
const EXAMPLES = readdirSync(join(ROOT, 'examples'))
  .filter(name => name.endsWith('.yml'))
  .map(name => `examples/${name}`);
const PAGES = ['README.md', ...readdirSync(join(ROOT, 'docs')).map(name => `docs/${name}`)].filter(name =>
  name.endsWith('.md'),
);
const SNIPPETS = PAGES.flatMap(page =>
  snippetsOf(read(page)).map(({ line, yaml }) => ({ where: `${page}:${line}`, yaml })),
);

describe('examples', () => {
  test('there is one for each way, for a matrix, for a re-run, for Confiture, for each place and for what stands beside PagerDuty', () => {
    expect(EXAMPLES.map(path => path.replace(/.*\/|\.yml$/g, '')).sort()).toEqual([
      'acknowledge',
      'compose',
      'confiture',
      'ecs-task',
      'fan-in',
      'fly',
      'guard',
      'helm-hook',
      'heroku',
      'kubernetes-job',
      'listener',
      'matrix',
      'metrics',
      'slack',
      'ssh',
      'step',
      'wrapper',
    ]);
  });

  test.each(EXAMPLES)('%s: GitHub finds nothing wrong with it', async path => {
    expect(await findFaults(read(path))).toEqual([]);
  });

  test.each(EXAMPLES)(
    '%s: it holds the least rights, each one explained, and two runs never migrate at the same time',
    path => {
      const text = read(path);
      const { permissions, concurrency, jobs } = readWorkflow(path);
      expect(permissions).toEqual({});
      expect(concurrency).toEqual({ group: expect.stringMatching(/\S/), 'cancel-in-progress': false });
      for (const job of Object.values(jobs)) {
        expect(Object.values(job.permissions).filter(right => right !== 'read')).toEqual([]);
      }
      expect(text.match(/^ +(?:contents|actions|checks): read$/gm)).toBeNull();
    },
  );

  test.each(EXAMPLES)('%s: other actions are pinned to a commit, with their version beside it', path => {
    const foreign = [...read(path).matchAll(/uses: (\S+)(.*)/g)].filter(([, action]) => action !== `${ACTION}@v1`);
    expect(
      foreign.filter(
        ([, action = '', rest = '']) =>
          !/@[0-9a-f]{40}$/.test(action) || !/^ # v\d+\.\d+\.\d+$|^ # \d+\.\d+$/.test(rest),
      ),
    ).toEqual([]);
  });

  test.each(EXAMPLES)('%s: no job has a time limit: one that runs out ends as cancelled, and pages nobody', path => {
    const jobs = Object.values(readWorkflow(path).jobs);
    expect(jobs.filter(job => 'timeout-minutes' in job)).toEqual([]);
  });

  // Reviewers and timers of the environment that is migrated would hold the page back.
  test.each(['fan-in', 'listener', 'matrix'])('%s: the job that pages has an environment of its own', name => {
    const { page, ...others } = readWorkflow(`examples/${name}.yml`).jobs;
    expect(page?.environment).toBe('paging');
    expect(Object.values(others).map(job => job.environment)).not.toContain('paging');
  });

  test('the listener listens to the main branch, and says what one conclusion can not tell', () => {
    const text = read('examples/listener.yml');
    const { on } = readWorkflow('examples/listener.yml');
    expect(on).toEqual({
      workflow_run: { workflows: ['Migrate'], types: ['completed'], branches: ['main'] },
    });
    expect(text).toMatch(/one conclusion for the whole run, which cannot tell staging from production/);
    expect(text).toMatch(/workflow_run: # zizmor: ignore\[dangerous-triggers\] \S/);
    expect(readWorkflow('examples/step.yml').name).toBe(on.workflow_run?.workflows[0]);
  });
});

test('the documents have snippets', () => {
  expect(SNIPPETS.length).toBeGreaterThan(4);
});

test.each(SNIPPETS)('$where: GitHub finds nothing wrong with the snippet', async ({ yaml }) => {
  expect(await findFaults(completeWorkflow(yaml))).toEqual([]);
});

test.each(['action.yml', 'verify/action.yml'])('%s: GitHub finds nothing wrong with it', async path => {
  expect(await findFaults(read(path), path)).toEqual([]);
});

// A checker that finds nothing proves nothing.
describe('what is wrong is found', () => {
  test.each([
    ['an unknown input', 'log: migrate.log', 'logs: migrate.log', /Invalid action input 'logs'/],
    [
      'a missing input',
      '          environment: production\n          routing',
      '          routing',
      /Missing required input `environment`/,
    ],
    [
      'an unknown context',
      `\${{ steps.migrate.outcome }}`,
      `\${{ step.migrate.outcome }}`,
      /Unrecognized named-value: 'step'/,
    ],
    [
      'an unknown step',
      `\${{ steps.migrate.outcome }}`,
      `\${{ steps.migrat.outcome }}`,
      /Context access might be invalid: migrat/,
    ],
    [
      'a broken expression',
      `\${{ steps.migrate.outcome }}`,
      `\${{ steps.migrate.outcome || }}`,
      /Unexpected end of expression/,
    ],
    ['an unknown function', 'if: always()', 'if: alway()', /Unrecognized function: 'alway'/],
    ['an unknown key', 'timeout-minutes: 20', 'timeout-minute: 20', /Unexpected value 'timeout-minute'/],
  ] as const)('%s', async (_, right, wrong, fault) => {
    const text = read('examples/step.yml');
    expect(text).toContain(right);
    expect(await findFaults(text.replace(right, () => wrong))).toEqual([expect.stringMatching(fault)]);
  });

  test.each([
    [
      'a default that may not use this context',
      `default: \${{ job.status }}`,
      `default: \${{ secrets.STATUS }}`,
      /Unrecognized named-value: 'secrets'/,
    ],
    [
      'an expression in a description',
      'description: Why, in one sentence.',
      `description: Why, in \${{ job.status }}.`,
      /./,
    ],
    ['a runtime that there is not', 'using: node24', 'using: node26', /node26/],
    ['an unknown key', 'post: dist/post.js', 'posst: dist/post.js', /posst/],
  ] as const)('in action.yml, %s', async (_, right, wrong, fault) => {
    const text = read('action.yml');
    expect(text).toContain(right);
    expect(
      await findFaults(
        text.replace(right, () => wrong),
        'action.yml',
      ),
    ).toEqual([expect.stringMatching(fault)]);
  });

  test('a snippet with an unknown input, completed from its steps', async () => {
    const yaml = `- id: migrate\n  run: ./migrate.sh\n- uses: ${ACTION}@v1\n  with:\n    environment: production\n    stauts: failure\n`;
    expect(await findFaults(completeWorkflow(yaml))).toEqual([expect.stringMatching(/Invalid action input 'stauts'/)]);
  });
});
