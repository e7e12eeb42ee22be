import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { runLine } from './shell.ts';

const REPOSITORY = join(import.meta.dirname, '..');

/** What a workflow's step says under `with:`. */
export type Inputs = Record<string, string>;

/** What the step left behind: exit code, outputs, what it printed and its part of the job summary. */
export type Step = { rc: number; outputs: Record<string, string>; printed: string; summary: string };

/**
 * Runs the shipped bundle as a runner runs a step of the action: every input that action.yml declares gets its default, and the files of
 * the runner's protocol are there. `job` is the id of the job, the `status` that of the job so far.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function runBundle(
  folder: string,
  job: string,
  status: 'success' | 'failure',
  inputs: Inputs,
): Promise<Step> {
  mkdirSync(folder, { recursive: true });
  const file = (name: string, text = '') => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const output = file('output');
  const summary = file('summary');
  // The runner writes the event as the job starts, which is before the migration leaves its report.
  const event = file('event.json', '{}');
  const aMinuteAgo = Date.now() / 1000 - 60;
  utimesSync(event, aMinuteAgo, aMinuteAgo);
  const env = {
    ...Object.fromEntries(
      Object.entries({ ...declared(status), ...inputs }).map(([name, value]) => [variable(name), value]),
    ),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTOR: 'mona',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: event,
    GITHUB_JOB: job,
    GITHUB_OUTPUT: output,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '4711',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKFLOW: 'Migrate',
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
    GITHUB_WORKSPACE: folder,
    PATH: process.env.PATH ?? '',
    RUNNER_TEMP: folder,
  };
  const line = `'${process.execPath}' '${join(REPOSITORY, 'dist', 'index.js')}'`;
  const { rc, combined } = await runLine(line, { cwd: folder, env, streams: 'mixed' });
  return {
    rc,
    outputs: outputs(readFileSync(output, 'utf8')),
    printed: combined,
    summary: readFileSync(summary, 'utf8'),
  };
}

/** The inputs that action.yml declares with their defaults, the runner's expressions filled in. */
function declared(status: string): Inputs {
  const action = load(readFileSync(join(REPOSITORY, 'action.yml'), 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  };
  const expressions: Record<string, string> = { 'job.status': status, 'toJSON(matrix)': 'null' };
  const filled = (text: string) =>
    text.replace(/\$\{\{\s*(.+?)\s*\}\}/g, (_all, name: string) => expressions[name] ?? '');
  return Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, filled(input.default ?? '')]));
}

function variable(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

/** Reads the file of outputs: `name<<DELIMITER`, the value, `DELIMITER`. */
function outputs(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^(\S+?)<<(\S+)\n([\s\S]*?)\n?\2$/gm)].map(([, name, , value]) => [name ?? '', value ?? '']),
  );
}
