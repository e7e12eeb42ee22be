import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import { ACTION } from './snippets.ts';

interface Example {
  readonly jobs: {
    readonly migrate: {
      readonly steps: readonly { readonly uses?: string; readonly with?: { readonly run: string } }[];
    };
  };
}

/** Bodies of shell scripts that stand for programs, by their names; `$*` holds what they were asked. */
type Programs = Readonly<Record<string, string>>;

/** Runs the command that an example wraps, as the wrapper does, and reads what it printed. */
function runExample(name: string, programs: Programs) {
  const root = join(import.meta.dirname, '..', '..');
  const { jobs } = load(readFileSync(join(root, 'examples', `${name}.yml`), 'utf8')) as Example;
  const script = jobs.migrate.steps.find(({ uses }) => uses?.startsWith(ACTION))?.with?.run;
  if (script === undefined) throw new Error(`${name}: no step wraps a command`);
  const folder = mkdtempSync(join(tmpdir(), 'example-'));
  try {
    for (const [program, body] of Object.entries(programs)) {
      writeFileSync(join(folder, program), `#!/usr/bin/env bash\n${body}\n`);
      chmodSync(join(folder, program), 0o755);
    }
    writeFileSync(join(folder, 'script.sh'), script);
    const { status, stdout } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', `exec 2>&1; source ${join(folder, 'script.sh')}`],
      {
        encoding: 'utf8',
        env: { PATH: `${folder}:${process.env.PATH}`, RUNNER_TEMP: folder, NETWORK: 'x', HEROKU_API_KEY: 'x' },
      },
    );
    const { tool, error = '', databaseState } = readEvidenceFromTexts('', stdout) ?? {};
    return { status, tool, error, databaseState };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const DONE = 'Applying: 2_pay.sql\nApplied: 2_pay.sql in 3ms\nWriting: ./db/schema.sql';
const BROKEN = 'Applying: 2_pay.sql\nError: pq: relation "userz" does not exist';
const APPLIED = { status: 0, tool: 'dbmate', error: '', databaseState: 'applied' };
const FAILED = { tool: 'dbmate', error: 'relation "userz" does not exist', databaseState: 'rolled-back' };
const say = (text: string): string => `cat <<'END'\n${text}\nEND`;

describe('kubernetes-job', () => {
  const kubectl = (logs: string, condition: 'complete' | 'failed', ended: string): Programs => ({
    kubectl: `case "$*" in
      logs*) ${logs}
      ;;
      wait*condition=${condition}*) echo 'job.batch/migrate condition met' ;;
      wait*) echo 'error: timed out waiting for the condition on jobs/migrate'; exit 1 ;;
      "get pods"*) echo 'migrate-x7k2p   0/1   ImagePullBackOff   0   5m' ;;
      "get job"*) echo '${ended}' ;;
    esac`,
  });
  const FAILED_JOB = 'Failed BackoffLimitExceeded: Job has reached the specified backoff limit';

  test.each([
    [
      'the Job completes',
      kubectl(say(DONE), 'complete', 'SuccessCriteriaMet CompletionsReached: x\nComplete CompletionsReached: x'),
      APPLIED,
    ],
    ['the Job fails, and its pod said why', kubectl(say(BROKEN), 'failed', FAILED_JOB), { status: 1, ...FAILED }],
    [
      'the Job fails, and its pod said nothing',
      kubectl('true', 'failed', FAILED_JOB),
      {
        status: 1,
        tool: '',
        error: 'BackoffLimitExceeded: Job has reached the specified backoff limit',
        databaseState: 'unknown',
      },
    ],
    [
      'the pod does not start',
      kubectl('exit 1', 'failed', 'Failed DeadlineExceeded: Job was active longer than specified deadline'),
      {
        status: 1,
        tool: '',
        error: 'DeadlineExceeded: Job was active longer than specified deadline',
        databaseState: 'unknown',
      },
    ],
  ])('%s', (_, programs, expected) => {
    expect(runExample('kubernetes-job', programs)).toEqual(expected);
  });
});

describe('helm-hook', () => {
  const programs = (helm: string, log: string): Programs => ({
    helm,
    kubectl: `case "$*" in logs*) ${say(log)}\n ;; esac`,
  });

  test('the hook succeeds', () => {
    expect(runExample('helm-hook', programs('echo "STATUS: deployed"', DONE))).toEqual(APPLIED);
  });

  test('the hook fails, and its log says why', () => {
    const helm = `echo "Error: UPGRADE FAILED: pre-upgrade hooks failed: job failed: BackoffLimitExceeded"; exit 1`;
    expect(runExample('helm-hook', programs(helm, BROKEN))).toEqual({ status: 1, ...FAILED });
  });

  test('another release is under way', () => {
    const words = 'another operation (install/upgrade/rollback) is in progress';
    const refused = {
      helm: `echo "Error: UPGRADE FAILED: ${words}"; exit 1`,
      kubectl: `case "$*" in logs*) echo 'Error from server (NotFound): jobs.batch "shop-migrate" not found' >&2; exit 1 ;; esac`,
    };
    expect(runExample('helm-hook', refused)).toMatchObject({
      status: 1,
      error: words,
      databaseState: 'unchanged',
    });
  });
});

describe('ecs-task', () => {
  const aws = (task: string, log: string, stopped: string, wait = 'true'): Programs => ({
    aws: `case "$*" in
      "ecs run-task"*) echo '${task}' ;;
      "ecs wait"*) ${wait} ;;
      "logs get-log-events"*) ${say(log)}
      ;;
      "ecs describe-tasks"*) echo '${stopped}' ;;
    esac`,
  });
  const STARTED = '{"tasks": [{"taskArn": "arn:aws:ecs:eu-west-1:1:task/shop/7b21d4"}], "failures": []}';
  const ended = (code: number | null, reason = 'Essential container in task exited'): string =>
    JSON.stringify({ stopCode: 'EssentialContainerExited', stoppedReason: reason, exitCode: code }, undefined, 2);

  test.each([
    ['the task ends well', aws(STARTED, DONE, ended(0)), APPLIED],
    ['the migration fails', aws(STARTED, BROKEN, ended(1)), { status: 1, ...FAILED }],
    [
      'there is no room for the task',
      aws('{"tasks": [], "failures": [{"reason": "RESOURCE:MEMORY"}]}', '', ''),
      { status: 1, tool: '', error: 'RESOURCE:MEMORY', databaseState: 'unchanged' },
    ],
    [
      'the image can not be pulled',
      aws(STARTED, '', ended(null, 'CannotPullContainerError: image not found')),
      { status: 1, tool: '', error: 'CannotPullContainerError: image not found', databaseState: 'unchanged' },
    ],
    [
      'the task never ends',
      aws(STARTED, '', '', 'echo "Waiter TasksStopped failed: Max attempts exceeded"; exit 255'),
      { status: 1, tool: '', error: 'Waiter TasksStopped failed: Max attempts exceeded', databaseState: 'unknown' },
    ],
  ])('%s', (_, programs, expected) => {
    expect(runExample('ecs-task', programs)).toEqual(expected);
  });
});

describe('one command, whose exit code is kept', () => {
  test.each<[string, Programs, object]>([
    ['ssh', { ssh: say(DONE) }, APPLIED],
    ['ssh', { ssh: `${say(BROKEN)}\nexit 3` }, { status: 3, ...FAILED }],
    [
      'ssh',
      { ssh: 'echo "ssh: connect to host db.acme.example port 22: Connection timed out"; exit 255' },
      {
        status: 255,
        tool: '',
        error: 'ssh: connect to host db.acme.example port 22: Connection timed out',
        databaseState: 'unchanged',
      },
    ],
    ['compose', { docker: say(DONE) }, APPLIED],
    ['compose', { docker: `${say(BROKEN)}\nexit 3` }, { status: 3, ...FAILED }],
    [
      'fly',
      {
        flyctl: `${say(BROKEN)}\necho "Error release_command failed running on machine 86ed05ae224218 with exit code 1."; exit 1`,
      },
      { status: 1, ...FAILED },
    ],
  ])('%s %j', (name, programs, expected) => {
    expect(runExample(name, programs)).toEqual(expected);
  });
});

describe('heroku', () => {
  const push = (log: string, end: string): Programs => ({
    git: say(`${log}\nWaiting for release.... ${end}.`.replaceAll(/^/gm, 'remote: ')),
  });

  test('the release succeeds', () => {
    expect(runExample('heroku', push(DONE, 'done'))).toEqual(APPLIED);
  });

  test('git push ends with 0, and the release failed', () => {
    expect(runExample('heroku', push(BROKEN, 'failed'))).toEqual({ status: 1, ...FAILED });
  });
});
