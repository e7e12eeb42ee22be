import { examine, type Situation } from '../../src/decision/findings.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readRunFacts } from '../../src/github/run-facts.ts';
import { send } from '../../src/http/transport.ts';
import { readInputs } from '../../src/inputs/inputs.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { type Reported, type Reporting, report } from '../../src/report/report.ts';
import { fakeClock } from '../http/fake-clock.ts';
import { makeRedactor } from '../redaction/redactors.ts';

/** A run of the action as its middle stages see it: from inputs and variables to what PagerDuty is told. */
export interface Told {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly payload?: unknown;
  readonly evidence?: Evidence | undefined;
  readonly logMissing?: boolean;
  readonly situation?: Partial<Situation>;
  readonly reporting?: Partial<Reporting>;
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
export async function tell(told: Told): Promise<Reported> {
  const given: Record<string, string> = { status: 'failure', environment: 'production', ...told.inputs };
  const { inputs } = await readInputs(name => given[name] ?? '');
  const environment = { ...VARIABLES, ...told.variables };
  const payload = told.payload ?? {};
  const facts = readRunFacts({ environment, payload, matrix: inputs.matrix, jobId: inputs.jobId });
  const situation: Situation = {
    inputs,
    facts,
    status: inputs.status,
    jobStatus: inputs.jobStatus,
    report: told.evidence === undefined ? '' : 'report.json',
    log: told.logMissing ? 'migrate.log' : '',
    runnerName: '',
    captured: undefined,
    running: false,
    startFailure: '',
    jobStartedAt: undefined,
    ...told.situation,
  };
  const findings = await examine(situation, {
    readEvidence: async () => ({ evidence: told.evidence, problems: [], logMissing: told.logMissing ?? false }),
    findFailedWork: async () => undefined,
    findCutOff: async () => undefined,
  });
  const clock = fakeClock();
  return report(findings, {
    clock,
    deadline: clock.now() + 60_000,
    startedAt: undefined,
    command: inputs.run,
    routingKeys: [new Secret(KEY)],
    redactor: makeRedactor({ environment }),
    send,
    deliverByRest: notExpected,
    followUp: notExpected,
    recordChange: notExpected,
    outbox: { keep: () => '', drop() {}, remember() {}, recall: () => [] },
    unlessDelivered: false,
    announce: async () => {},
    onKept: () => true,
    ...told.reporting,
  });
}

async function notExpected(): Promise<never> {
  throw new Error('not expected in this test');
}
