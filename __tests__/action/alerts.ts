import { type SentAlert, sendAlert } from '../../src/action/alert.ts';
import type { Session } from '../../src/action/session.ts';
import { investigate } from '../../src/decision/investigation.ts';
import type { MigrationRun } from '../../src/decision/migration-run.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readRunFacts } from '../../src/github/run-facts.ts';
import { send } from '../../src/http/transport.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { Secret } from '../../src/primitives/secret.ts';
import type { Runner } from '../../src/runner/port.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { makeRedactor } from '../redaction/redactors.ts';

/** A run of the action as its middle stages see it: from inputs and variables to what PagerDuty is told. */
export interface Told {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  readonly evidence?: Evidence | undefined;
  readonly logMissing?: boolean;
  /** Takes what is annotated. */
  readonly annotate?: Runner['annotate'];
}

const KEY = '0123456789abcdef0123456789abcdef';

const VARIABLES = {
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
  GITHUB_JOB: 'migrate',
  GITHUB_RUN_ID: '123',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_REF_NAME: 'main',
  GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
  GITHUB_ACTOR: 'anna',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_SERVER_URL: 'https://github.com',
};

/** Runs the stages from inputs to delivery; what is not said is as in an ordinary failed run of production. */
export async function tell(told: Told): Promise<SentAlert> {
  const given: Record<string, string> = { status: 'failure', environment: 'production', ...told.inputs };
  const { inputs } = await readInputs(name => given[name] ?? '');
  const environment = { ...VARIABLES, ...told.variables };
  const payload = told.payload ?? {};
  const facts = readRunFacts({ environment, payload, matrix: inputs.matrix, jobId: inputs.jobId });
  const run: MigrationRun = {
    inputs,
    problems: [],
    facts,
    status: inputs.status,
    jobStatus: inputs.jobStatus,
    report: told.evidence === undefined ? '' : 'report.json',
    log: told.logMissing ? 'migrate.log' : '',
    runnerName: '',
    jobStartedAt: undefined,
    command: undefined,
  };
  const clock = fakeClock();
  const redactor = makeRedactor({ environment });
  const session: Session = {
    runner: { ...RUNNER, environment, annotate: told.annotate ?? RUNNER.annotate },
    clock,
    routingKeys: [new Secret(KEY)],
    redactor,
    plainRedactor: redactor,
    findSecrets: async () => [],
    send,
    readEvidence: async () => ({
      evidence: told.evidence,
      problems: [],
      logMissing: told.logMissing ?? false,
      files: told.logMissing ? 'lost' : 'none',
    }),
    findFailedWork: async () => undefined,
    findCutOff: async () => undefined,
    fetchJobLogs: async () => [],
    findSource: async () => undefined,
    findSucceededJobs: async () => undefined,
    explainExit: async () => undefined,
    deliverByRest: notExpected,
    lookUpIncident: notExpected,
    recordChange: notExpected,
    prepareCommand: notExpected,
    undeliveredFiles: { keep: () => '', drop() {} },
    ledger: { enter() {}, read: () => [] },
  };
  const decided = await investigate(run, session);
  return sendAlert(decided, session, { deadline: clock.now() + 60_000, onKept: () => true });
}

/** A runner that keeps nothing of what it is told. */
const RUNNER: Runner = {
  phase: 'main',
  environment: {},
  input: () => '',
  state: () => '',
  saveState() {},
  payload: () => undefined,
  jobStartedAt: () => undefined,
  mask() {},
  log() {},
  annotate() {},
  setOutputs() {},
  writeSummary() {},
  setExitCode() {},
};

async function notExpected(): Promise<never> {
  throw new Error('not expected in this test');
}
