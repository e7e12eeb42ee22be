import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Circumstances, type Decision, decide } from '../../src/decision/decision.ts';
import type { Outcome } from '../../src/decision/outcome.ts';
import { STATUSES } from '../../src/decision/status.ts';
import type { Story } from '../../src/decision/story.ts';
import type { Verdict } from '../../src/evidence/evidence.ts';
import { makeCircumstances, makeEvidence, makeInputs, makeOutcome } from './facts.ts';

const VERDICTS: readonly (Verdict | undefined)[] = [
  undefined,
  'success',
  'failure',
  'dry-run',
  'dry-run-failure',
  'other-command',
  'unfinished',
  'unknown',
];
const ALL_STATUSES: readonly Outcome['status'][] = [...STATUSES, 'unknown'];

const evidenceOf = (verdict: Verdict | undefined) => (verdict === undefined ? undefined : makeEvidence({ verdict }));
const decideFor = (
  status: Outcome['status'],
  verdict: Verdict | undefined,
  overrides: Partial<Circumstances> = {},
): Decision =>
  decide(makeCircumstances({ outcome: makeOutcome({ status }), evidence: evidenceOf(verdict), ...overrides }));

describe('the whole table, status by evidence: what is done and what is told', () => {
  const T = 'trigger';
  const R = 'resolve';
  const N = 'none';
  type Cell = `${Decision['action']} ${Story}`;
  const FAILURES: readonly Cell[] = [
    `${T} failed`,
    `${T} applied-then-failed`,
    `${T} failed`,
    `${T} failed`,
    `${N} failed`,
    `${T} failed`,
    `${T} failed`,
    `${T} failed`,
  ];
  const NOTHING_RAN: readonly Cell[] = VERDICTS.map(() => `${N} succeeded` as const);

  // The columns are those of VERDICTS: none, success, failure, dry-run, dry-run-failure, other-command, unfinished, unknown.
  test.each<[Outcome['status'], readonly Cell[]]>([
    [
      'success',
      [
        `${R} succeeded`,
        `${R} succeeded`,
        `${T} failed-unseen`,
        `${N} succeeded`,
        `${N} succeeded`,
        `${N} succeeded`,
        `${R} succeeded`,
        `${R} succeeded`,
      ],
    ],
    ['failure', FAILURES],
    ['timed_out', FAILURES],
    ['startup_failure', [`${T} not-started`, ...FAILURES.slice(1)]],
    ['cancelled', VERDICTS.map(verdict => (verdict === 'unfinished' ? `${T} cut-off` : `${N} cancelled`))],
    ['skipped', NOTHING_RAN],
    ['neutral', NOTHING_RAN],
    ['stale', NOTHING_RAN],
    ['action_required', NOTHING_RAN],
    ['unknown', NOTHING_RAN],
  ])('%s', (status, cells) => {
    expect(
      VERDICTS.map(verdict => {
        const { action, story } = decideFor(status, verdict);
        return `${action} ${story}`;
      }),
    ).toEqual(cells);
  });
});

describe('a log that was named and is not there: the migration did not run', () => {
  test.each<[Outcome['status'], Verdict | undefined, Decision['action'], Story]>([
    ['success', undefined, 'none', 'not-started'],
    ['success', 'success', 'resolve', 'succeeded'],
    ['failure', undefined, 'trigger', 'not-started'],
    ['failure', 'failure', 'trigger', 'failed'],
    ['timed_out', undefined, 'trigger', 'not-started'],
    ['cancelled', undefined, 'none', 'cancelled'],
  ])('%s with evidence %j: %s', (status, verdict, action, story) => {
    expect(decideFor(status, verdict, { logMissing: true })).toMatchObject({ action, story });
  });
});

describe('a command that still ran when the job was cut off', () => {
  test.each<[Outcome['status'], Verdict | undefined, Decision['action'], Story]>([
    ['cancelled', undefined, 'trigger', 'cut-off'],
    ['cancelled', 'unfinished', 'trigger', 'cut-off'],
    ['cancelled', 'success', 'none', 'cancelled'],
    ['failure', undefined, 'trigger', 'failed'],
  ])('%s with evidence %j: %s', (status, verdict, action, story) => {
    expect(decideFor(status, verdict, { running: true })).toMatchObject({ action, story });
  });
});

test.each<[string, Partial<Circumstances>, Decision['action']]>([
  ['none', { policy: makeInputs({ onCancelled: 'none' }), running: true }, 'none'],
  ['trigger', { policy: makeInputs({ onCancelled: 'trigger' }) }, 'trigger'],
])('on-cancelled: %s', (_, overrides, action) => {
  expect(decideFor('cancelled', undefined, overrides).action).toBe(action);
});

describe('what overrules the table', () => {
  test.each(['trigger', 'acknowledge', 'resolve'] as const)(
    'event-action: %s overrules status, evidence and pull request',
    eventAction => {
      for (const status of ALL_STATUSES)
        for (const verdict of VERDICTS)
          for (const pullRequest of [true, false])
            expect(decideFor(status, verdict, { pullRequest, policy: makeInputs({ eventAction }) })).toMatchObject({
              action: eventAction,
              reason: `event-action is ${eventAction}`,
            });
    },
  );

  test('but not the environments', () => {
    for (const eventAction of ['auto', 'trigger', 'acknowledge', 'resolve'] as const)
      for (const status of ALL_STATUSES)
        expect(decideFor(status, undefined, { policy: makeInputs({ eventAction, environment: 'qa' }) })).toMatchObject({
          action: 'none',
          reason: 'qa is not among the environments that alert (production or staging)',
          leftOut: ['failure', 'timed_out', 'startup_failure'].includes(status),
        });
  });

  test('a pull request never acts', () => {
    for (const status of ALL_STATUSES)
      for (const verdict of VERDICTS)
        expect(decideFor(status, verdict, { pullRequest: true })).toMatchObject({ action: 'none', leftOut: false });
  });

  test.each<[string, string[], Decision['action']]>([
    ['', ['production'], 'trigger'],
    ['', ['staging'], 'none'],
    ['prod', ['production'], 'trigger'],
    ['eu-production', ['*-production'], 'trigger'],
    ['qa', ['*'], 'trigger'],
  ])('environment %j of %j: %s', (environment, environments, action) => {
    expect(decideFor('failure', undefined, { policy: makeInputs({ environment, environments }) }).action).toBe(action);
  });
});

describe('a green job whose log ends while the migration runs', () => {
  const outcome = makeOutcome({ status: 'success' });
  const unfinished = makeEvidence({ tool: 'dbmate', verdict: 'unfinished', migration: 'b.sql', endsAloud: true });
  const remedy = expect.stringMatching(/set -o pipefail.*event-action: resolve/);

  test('closes nothing where the tool would have said that it ended', () => {
    expect(decide(makeCircumstances({ outcome, evidence: unfinished }))).toEqual({
      action: 'none',
      reason: 'the status is success, but the log ends while dbmate applies b.sql',
      story: 'unfinished',
      leftOut: false,
      remedy,
    });
  });

  test('though it does not say which', () => {
    const { migration: _, ...nameless } = unfinished;
    expect(decide(makeCircumstances({ outcome, evidence: nameless })).reason).toBe(
      'the status is success, but the log ends while dbmate applies a migration',
    );
  });

  test.each<[string, Partial<Circumstances>, Decision['action'], Story]>([
    ['a tool that never says it', { evidence: makeEvidence({ verdict: 'unfinished' }) }, 'resolve', 'succeeded'],
    ['somebody knows better', { policy: makeInputs({ eventAction: 'resolve' }) }, 'resolve', 'unfinished'],
    ['the job failed', { outcome: makeOutcome() }, 'trigger', 'failed'],
    ['it was cut off', { outcome: makeOutcome({ status: 'cancelled' }) }, 'trigger', 'cut-off'],
    ['nothing ran', { outcome: makeOutcome({ status: 'skipped' }) }, 'none', 'succeeded'],
    ['a pull request', { pullRequest: true }, 'none', 'unfinished'],
  ])('%s', (_, overrides, action, story) => {
    const decision = decide(makeCircumstances({ outcome, evidence: unfinished, ...overrides }));
    expect(decision).toEqual({ action, story, leftOut: false, reason: expect.any(String) });
  });
});

test('output of another command is called that, wherever it was read', () => {
  expect(decideFor('success', 'other-command').reason).toBe(
    'it is the output of another Confiture command: it does not say that the migration was applied',
  );
});

describe('what a success needs to close an incident', () => {
  test.each<[string, Partial<Circumstances>, string]>([
    [
      'auto-resolve',
      { policy: makeInputs({ autoResolve: false }) },
      'the migration succeeded, and auto-resolve is false: a person closes the incident',
    ],
    [
      'a status that was stated',
      { outcome: makeOutcome({ status: 'success', stated: false }) },
      'the status could not be read, and the status of the job alone closes nothing',
    ],
    ['its log', { logMissing: true }, 'there is no log of this job: the migration did not run'],
  ])('%s', (_, overrides, reason) => {
    const outcome = makeOutcome({ status: 'success' });
    expect(decide(makeCircumstances({ outcome, ...overrides }))).toMatchObject({ action: 'none', reason });
  });

  test.each(['failure', 'timed_out'] as const)('a %s that stands in for an unreadable status pages', status => {
    expect(decide(makeCircumstances({ outcome: makeOutcome({ status, stated: false }) })).action).toBe('trigger');
  });
});

describe('whatever the circumstances', () => {
  const policy = fc.record({
    eventAction: fc.constantFrom('auto' as const, 'trigger' as const, 'acknowledge' as const, 'resolve' as const),
    environment: fc.constantFrom('production', 'staging', 'prod', 'qa', ''),
    onCancelled: fc.constantFrom('auto' as const, 'none' as const, 'trigger' as const),
    autoResolve: fc.boolean(),
  });
  const circumstances = fc
    .record({
      status: fc.constantFrom(...ALL_STATUSES),
      stated: fc.boolean(),
      verdict: fc.constantFrom(...VERDICTS),
      logMissing: fc.boolean(),
      running: fc.boolean(),
      pullRequest: fc.boolean(),
      policy,
    })
    .map(({ status, stated, verdict, policy: overrides, ...rest }) => ({
      ...rest,
      outcome: makeOutcome({ status, stated }),
      evidence: evidenceOf(verdict),
      policy: makeInputs(overrides),
    }));
  const always = (claim: (decision: Decision, facts: Circumstances) => void) =>
    fc.assert(
      fc.property(circumstances, facts => claim(decide(facts), facts)),
      { numRuns: 5_000 },
    );
  const alerts = ({ policy: { environment } }: Circumstances) => environment !== 'qa';

  test('nothing but a stated success without contrary evidence resolves, unless somebody asks for it', () => {
    always(({ action }, { outcome, evidence, policy: { eventAction, autoResolve }, pullRequest, logMissing }) => {
      if (action !== 'resolve' || eventAction === 'resolve') return;
      expect({ status: outcome.status, stated: outcome.stated, autoResolve, pullRequest }).toEqual({
        status: 'success',
        stated: true,
        autoResolve: true,
        pullRequest: false,
      });
      expect(['failure', 'dry-run', 'dry-run-failure', 'other-command']).not.toContain(evidence?.verdict);
      expect(logMissing && evidence === undefined).toBe(false);
    });
  });

  test('a success pages only when the tool itself says that it failed, unless somebody asks for it', () => {
    always(({ action }, { outcome, evidence, policy: { eventAction } }) => {
      if (action === 'trigger' && eventAction === 'auto' && outcome.status === 'success')
        expect(evidence?.verdict).toBe('failure');
    });
  });

  test('a failure of an environment that alerts pages, a failed dry run and a pull request aside', () => {
    always(({ action }, facts) => {
      const {
        outcome,
        evidence,
        pullRequest,
        policy: { eventAction },
      } = facts;
      const failed = ['failure', 'timed_out', 'startup_failure'].includes(outcome.status);
      if (!failed || !alerts(facts) || eventAction !== 'auto' || pullRequest || evidence?.verdict === 'dry-run-failure')
        return;
      expect(action).toBe('trigger');
    });
  });

  test('an environment that does not alert is left alone, and a failure there is worth a notice', () => {
    always(({ action, leftOut }, facts) => {
      if (alerts(facts)) return expect(leftOut).toBe(false);
      expect(action).toBe('none');
    });
  });

  test('the reason is one sentence without an end', () => {
    always(({ reason }) => expect(reason).toMatch(/^[^\n]*[^\n.]$/));
  });
});
