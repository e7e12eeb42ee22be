import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answer } from '../../emulator/answer.ts';
import { parseJson } from '../../emulator/http.ts';
import { type State, startState } from '../../emulator/state.ts';
import { KEY, TOKEN, WEBHOOK } from '../../reliability/bench.ts';
import { run } from '../../src/action/action.ts';
import type { Ports } from '../../src/action/session.ts';
import { createLedger } from '../../src/delivery/ledger-file.ts';
import { createUndeliveredFiles } from '../../src/delivery/undelivered-file.ts';
import { readEvidence } from '../../src/evidence/evidence.ts';
import { explainExit } from '../../src/evidence/tools/exit-codes.ts';
import type { Request, Response } from '../../src/http/transport.ts';
import { recordChange } from '../../src/pagerduty/change-events-api.ts';
import { lookUpIncident } from '../../src/pagerduty/incident-lookup.ts';
import { deliverByRest } from '../../src/pagerduty/rest-delivery.ts';
import type { Problem } from '../../src/primitives/errors.ts';
import { findSecrets } from '../../src/redaction/secret-finder.ts';
import type { Ended } from '../../src/runner/command.ts';
import type { Runner } from '../../src/runner/port.ts';
import { type FakeClock, fakeClock } from '../http/fake-clock.ts';

/** What the network does to a request: lets it through, or not, or loses the answer. */
export type Weather =
  | { readonly kind: 'fine' | 'lost'; readonly tookMs: number }
  | { readonly kind: 'failure'; readonly tookMs: number; readonly failure: string }
  | {
      readonly kind: 'answer';
      readonly tookMs: number;
      readonly status: number;
      readonly body: string;
      readonly retryAfter?: string;
    };

/** One stage of a step, and all that can be seen of it. */
export interface Seen {
  readonly phase: Runner['phase'];
  readonly annotations: readonly { readonly level: Problem['level']; readonly text: string }[];
  readonly log: readonly string[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly state: Readonly<Record<string, string>>;
  readonly exitCode: number | undefined;
  readonly masked: readonly string[];
  readonly elapsedMs: number;
  /** Everything that was sent to PagerDuty's Events API, with its status; null: no answer came back. */
  readonly requests: readonly { readonly url: string; readonly body: unknown; readonly status: number | null }[];
  readonly webhook: readonly string[];
}

/** A step in a job: what differs from a failed job on the main branch of acme/shop. */
export interface Setting {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  /** What happens to the requests, in order; what comes after is fine. */
  readonly weather?: readonly Weather[];
  /** Text of whatever file is named as a report or a log; undefined: there is none. */
  readonly file?: string | Buffer;
  readonly ended?: Ended;
  /** The command takes longer than the input slow-after says. */
  readonly slow?: boolean;
  /** Ports that break. */
  readonly broken?: Partial<Ports>;
}

/** A job by itself, with PagerDuty's rules and no network. */
export interface FakeJob {
  readonly pagerduty: State;
  readonly clock: FakeClock;
  main(setting: Setting): Promise<Seen>;
  post(main: Seen, setting: Setting): Promise<Seen>;
  /** The texts of all files that the action left behind. */
  files(): string[];
  close(): void;
}

export { KEY, TOKEN, WEBHOOK };

export function startFakeJob(): FakeJob {
  const temp = mkdtempSync(join(tmpdir(), 'fake-job-'));
  const pagerduty = startState({}, 'https://pagerduty.test');
  const clock = fakeClock({ chance: [0.3, 0.9, 0.1, 0.6] });

  const stage = async (phase: Runner['phase'], setting: Setting, state: Seen['state']): Promise<Seen> => {
    const environment = { ...VARIABLES, RUNNER_TEMP: temp, ...setting.environment };
    const inputs: Readonly<Record<string, string>> = { ...DEFAULTS, ...setting.inputs };
    const weather = [...(setting.weather ?? [])];
    const annotations: { level: Problem['level']; text: string }[] = [];
    const log: string[] = [];
    const masked: string[] = [];
    const webhook: string[] = [];
    const requests: { url: string; body: unknown; status: number | null }[] = [];
    let outputs: Readonly<Record<string, string>> = {};
    let summary = '';
    const saved: Record<string, string> = {};
    let exitCode: number | undefined;
    const runner: Runner = {
      phase,
      environment,
      input: name => inputs[name] ?? '',
      state: name => state[name] ?? '',
      saveState(name, value) {
        saved[name] = value;
      },
      payload: () => setting.payload ?? { repository: { full_name: 'acme/shop', private: true } },
      jobStartedAt: () => undefined,
      mask: value => masked.push(value),
      log: text => log.push(text),
      annotate: (level, text) => annotations.push({ level, text }),
      setOutputs(values) {
        outputs = values;
      },
      async writeSummary(markdown) {
        summary += markdown;
      },
      setExitCode(code) {
        exitCode = code;
      },
    };
    const send = async (request: Request): Promise<Response> => {
      const now = weather.shift() ?? { kind: 'fine', tookMs: 50 };
      const inTime = now.tookMs <= request.timeoutMs;
      clock.pass(Math.min(now.tookMs, request.timeoutMs));
      const { pathname, search, searchParams, origin } = new URL(request.url);
      if (origin !== 'https://pagerduty.test' && !origin.endsWith('pagerduty.com')) {
        webhook.push(request.body ?? '');
        if (now.kind === 'fine') return reply(200, 'ok');
        return { failure: now.kind === 'failure' ? now.failure : 'no answer' };
      }
      const body = parseJson(request.body ?? '');
      const record = (status: number | null): void => void requests.push({ url: request.url, body, status });
      if (now.kind === 'answer' && inTime) {
        record(now.status);
        return reply(now.status, now.body, now.retryAfter);
      }
      if (now.kind === 'fine' || now.kind === 'lost') {
        const { method, headers, body: text = '' } = request;
        const call = { method, path: pathname, search, query: searchParams, headers, text, body, at: clock.now() };
        const answered = answer(pagerduty, call);
        record(now.kind === 'fine' && inTime ? answered.status : null);
        if (now.kind === 'fine' && inTime) return reply(answered.status, JSON.stringify(answered.body ?? ''));
        return { failure: 'no answer' };
      }
      record(null);
      return { failure: now.kind === 'failure' && inTime ? now.failure : 'no answer in time' };
    };
    const file = setting.file;
    const ports: Ports = {
      runner,
      send,
      clock,
      findSecrets,
      undeliveredFiles: createUndeliveredFiles(environment),
      ledger: createLedger(environment),
      deliverByRest,
      lookUpIncident,
      recordChange,
      prepareCommand: async () => ({
        logPath: 'output.log',
        async start(events) {
          if (setting.slow === true) {
            events?.onSlow?.act();
            await pause(SLOW_MS);
          }
          return setting.ended ?? { exitCode: 0, interrupted: false, failure: '' };
        },
      }),
      findFailedWork: async () => undefined,
      findCutOff: async () => undefined,
      fetchJobLogs: async () => [],
      findSource: async () => undefined,
      findSucceededJobs: async () => undefined,
      explainExit: async (...exit) => explainExit(...exit),
      readEvidence: paths =>
        readEvidence(paths, {
          read: async () => {
            if (file === undefined) return { kind: 'missing' };
            const head = Buffer.from(file);
            return { kind: 'read', head, tail: Buffer.alloc(0), size: head.length, modifiedAt: new Date(clock.now()) };
          },
          find: async folder => ({ kind: 'no-folder', folder }),
        }),
      ...setting.broken,
    };
    const before = clock.now();
    await run(ports);
    return {
      phase,
      annotations,
      log,
      outputs,
      summary,
      state: saved,
      exitCode,
      masked,
      elapsedMs: clock.now() - before,
      requests,
      webhook,
    };
  };

  return {
    pagerduty,
    clock,
    main: setting => stage('main', setting, {}),
    post: (main, setting) => stage('post', setting, main.state),
    files: () =>
      readdirSync(temp, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8')),
    close: () => rmSync(temp, { recursive: true, force: true }),
  };
}

function reply(status: number, body: string, retryAfter?: string): Response {
  return { status, body, header: name => (name === 'retry-after' ? retryAfter : undefined) };
}

/** Milliseconds that a command which takes long goes on after it was told of. */
const SLOW_MS = 1_000;

// As action.yml evaluates its defaults in a failed job.
const DEFAULTS: Readonly<Record<string, string>> = {
  status: 'failure',
  'event-action': 'auto',
  environment: 'production',
  when: 'now',
  environments: 'production, staging',
  'on-cancelled': 'auto',
  'auto-resolve': 'true',
  'routing-key': KEY,
  region: 'us',
  'api-url': 'https://pagerduty.test',
  timeout: '120',
  'fail-on-error': 'false',
  'dry-run': 'false',
  'github-token': TOKEN,
  'job-status': 'failure',
  'job-id': '42',
  matrix: 'null',
};

const VARIABLES: Readonly<Record<string, string>> = {
  GITHUB_ACTOR: 'mona',
  GITHUB_API_URL: 'https://api.github.test',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_JOB: 'migrate',
  GITHUB_REF_NAME: 'main',
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_RUN_ID: '4711',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_SHA: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
  GITHUB_WORKFLOW: 'Migrate',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
};
