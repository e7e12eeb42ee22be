import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { load } from 'js-yaml';

const ACTION = join(import.meta.dirname, '..');

/** What the defaults of action.yml can see: https://docs.github.com/actions/reference/workflows-and-actions/contexts */
export interface JobContext {
  readonly status: 'success' | 'failure' | 'cancelled';
  /** The job's REST id; empty where GitHub gives none. */
  readonly checkRunId: string;
  /** The workflow that the job is of; empty on older runners. */
  readonly workflowRef?: string;
  /** The values of the matrix; null outside one. */
  readonly matrix: unknown;
  readonly token: string;
}

/** A step that uses this action, and the job around it. */
export interface Step {
  /** Folder of the action's file below the repository; default its root. */
  readonly action?: string;
  /** What stands under `with:`. */
  readonly with: Readonly<Record<string, string>>;
  readonly job: JobContext;
  /** The job's variables, those of the runner and of GitHub included; undefined leaves one out. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The event that started the run. */
  readonly event: unknown;
  /** Folders of the job; made when they are missing. */
  readonly workspace: string;
  readonly temp: string;
  /** Milliseconds after which a stage is killed; a minute where nothing is said. */
  readonly longestMs?: number;
}

/** What one stage of a step did. */
export interface Stage {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What went through `GITHUB_OUTPUT`, in order. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What went through `GITHUB_STATE`, in order. */
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly durationMs: number;
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly main: string; readonly post?: string };
}

const manifests = new Map<string, Manifest>();

/** The action's file, parsed once; `folder` is where it lies below the repository. */
export function readManifest(folder = ''): Manifest {
  const manifest =
    manifests.get(folder) ?? (load(readFileSync(join(ACTION, folder, 'action.yml'), 'utf8')) as Manifest);
  manifests.set(folder, manifest);
  return manifest;
}

/** A stage that is under way. */
export interface RunningStage {
  /** Sends a signal to the process of the stage, as the runner does: to it alone. */
  signal(signal: NodeJS.Signals): void;
  readonly pid: number | undefined;
  /** What it has printed to stdout so far. */
  printed(): string;
  readonly ended: Promise<Stage>;
}

/** Runs `main` of the shipped action as GitHub's runner does: variables, files, folder. Rejects when it can't be started. */
export function runMain(step: Step): Promise<Stage> {
  return startMain(step).ended;
}

/** Starts `main`, for those who do not wait for its end. */
export function startMain(step: Step): RunningStage {
  return startStage(step, readManifest(step.action).runs.main, {});
}

/** Runs `post` with what main left as state; undefined when the action has none. Inputs are evaluated anew, as the runner does. */
export async function runPost(step: Step, main: Pick<Stage, 'state'>): Promise<Stage | undefined> {
  const { post } = readManifest(step.action).runs;
  return post === undefined ? undefined : startStage(step, post, main.state).ended;
}

function startStage(step: Step, script: string, state: Stage['state']): RunningStage {
  mkdirSync(step.workspace, { recursive: true });
  mkdirSync(step.temp, { recursive: true });
  const file = (name: string, content = ''): string => {
    const path = join(step.temp, `runner-${name}`);
    writeFileSync(path, content);
    return path;
  };
  const files = {
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
  };
  const variables: Record<string, string | undefined> = {
    ...systemVariables(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: step.workspace,
    GITHUB_EVENT_PATH: eventFile(step),
    RUNNER_TEMP: step.temp,
    ...files,
    ...step.environment,
    ...inputVariables(step),
    ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
  };
  const env = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));
  const started = performance.now();
  const child = spawn(process.execPath, [join(ACTION, step.action ?? '', script)], {
    cwd: step.workspace,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: step.longestMs ?? LONGEST_MS,
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve(code ?? -1));
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const finish = async (): Promise<Stage> => {
    const [exitCode, stderr] = await Promise.all([ended, text(child.stderr)]);
    return {
      exitCode,
      stdout: printed,
      stderr,
      outputs: readPairs(readFileSync(files.GITHUB_OUTPUT, 'utf8')),
      state: readPairs(readFileSync(files.GITHUB_STATE, 'utf8')),
      summary: readFileSync(files.GITHUB_STEP_SUMMARY, 'utf8'),
      durationMs: performance.now() - started,
    };
  };
  return { signal: name => child.kill(name), pid: child.pid, printed: () => printed, ended: finish() };
}

// The runner writes it once, as the job starts: its time dates the job.
function eventFile({ temp, event }: Step): string {
  const path = join(temp, 'runner-event.json');
  const content = JSON.stringify(event);
  if (!existsSync(path) || readFileSync(path, 'utf8') !== content) writeFileSync(path, content);
  return path;
}

// A stage that is killed ends with exit code -1.
const LONGEST_MS = 60_000;

// Without these a process does not even start on Windows, or finds no shell.
const SYSTEM = /^(?:PATH|PATHEXT|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|HOME|USERPROFILE|TEMP|TMP|TMPDIR|LANG)$/i;

/** The variables of the machine: nothing of who runs this may reach the step. */
export function systemVariables(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => SYSTEM.test(name)));
}

// https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs; an input that is not declared gets a variable too.
function inputVariables({ action, with: given, job }: Step): Record<string, string> {
  const declared = Object.entries(readManifest(action).inputs).map(
    ([name, input]) => [name, evaluate(input.default ?? '', job)] as const,
  );
  const inputs = { ...Object.fromEntries(declared), ...given };
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function evaluate(text: string, job: JobContext): string {
  const known: Readonly<Record<string, string>> = {
    'job.status': job.status,
    'job.check_run_id': job.checkRunId,
    'job.workflow_ref': job.workflowRef ?? '',
    'toJSON(matrix)': JSON.stringify(job.matrix, null, 2),
    'github.token': job.token,
  };
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_whole, expression: string) => {
    const value = known[expression];
    if (value === undefined) throw new Error(`action.yml: no value for the expression ${expression}`);
    return value;
  });
}

// `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`; anything else fails the step on a real runner.
function readPairs(content: string): Record<string, string> {
  const lines = content.split(/\r?\n/);
  const pairs: Record<string, string> = {};
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const [, name, operator, rest = ''] = /^([^=<]+)(<<|=)(.*)$/.exec(line) ?? [];
    if (line === '') continue;
    if (name === undefined) throw new Error(`expected name=value or name<<DELIMITER, got ${line}`);
    if (operator === '=') pairs[name] = rest;
    else {
      const end = lines.indexOf(rest);
      if (end < 0) throw new Error(`the value of ${name} has no end ${rest}`);
      pairs[name] = lines
        .splice(0, end + 1)
        .slice(0, end)
        .join('\n');
    }
  }
  return pairs;
}
