import { describe, expect, test } from '@jest/globals';
import { run } from '../../src/action/action.ts';
import type { Ports } from '../../src/action/session.ts';
import type { Runner } from '../../src/runner/port.ts';
import { fakeClock } from '../http/fake-clock.ts';

const broken = async (): Promise<never> => {
  throw new Error('a part of the action is missing');
};

/** Runs the action in a ports of which every part is broken; gives what the step ends with and what it said. */
async function runBroken(phase: Runner['phase'], inputs: Readonly<Record<string, string>>) {
  const said: string[] = [];
  let exitCode = 0;
  const runner: Runner = {
    phase,
    environment: {},
    input: name => inputs[name] ?? '',
    state: () => '',
    saveState: () => undefined,
    payload: () => undefined,
    jobStartedAt: () => undefined,
    mask: () => undefined,
    log: () => undefined,
    annotate: (level, text) => said.push(`${level}: ${text}`),
    setOutputs: () => undefined,
    writeSummary: async () => undefined,
    setExitCode: code => {
      exitCode = code;
    },
  };
  const ports: Ports = {
    runner,
    send: broken,
    clock: fakeClock(),
    findSecrets: async () => [],
    undeliveredFiles: { keep: () => '', drop: () => undefined },
    ledger: { enter: () => undefined, read: () => [] },
    deliverByRest: broken,
    lookUpIncident: broken,
    recordChange: broken,
    prepareCommand: broken,
    readEvidence: broken,
    findFailedWork: broken,
    findCutOff: broken,
    fetchJobLogs: broken,
    findSource: broken,
    findSucceededJobs: broken,
    explainExit: broken,
  };
  await run(ports);
  return { exitCode, said };
}

const GIVEN = { environment: 'production', 'routing-key': '0123456789abcdef0123456789abcdef' };

describe('when the action itself is broken', () => {
  test.each([
    { what: 'a step stays green', phase: 'main', inputs: { status: 'failure', log: 'migrate.log' }, exitCode: 0 },
    {
      what: 'a step that is to fail on errors fails',
      phase: 'main',
      inputs: { status: 'failure', log: 'x', 'fail-on-error': 'true' },
      exitCode: 1,
    },
    {
      what: 'a wrapper whose command never ran is red: it must not pass for a migration',
      phase: 'main',
      inputs: { run: 'migrate' },
      exitCode: 1,
    },
    {
      what: 'the post step of a wrapper stays green: its command has ended',
      phase: 'post',
      inputs: { run: 'migrate', status: 'failure', log: 'x' },
      exitCode: 0,
    },
  ] as const)('$what', async ({ phase, inputs, exitCode }) => {
    const result = await runBroken(phase, { ...GIVEN, ...inputs });
    expect(result.exitCode).toBe(exitCode);
    expect(new Set(result.said)).toEqual(
      new Set([
        'error: Internal error, please report it: a part of the action is missing. PagerDuty may not have been told.',
      ]),
    );
  });
});
