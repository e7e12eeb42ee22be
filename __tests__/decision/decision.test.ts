import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Circumstances, type Decision, decide } from '../../src/decision/decision.ts';
import type { Outcome } from '../../src/decision/outcome.ts';
import { STATUSES } from '../../src/decision/status.ts';
import type { Story } from '../../src/decision/story.ts';
import type { DatabaseEnding, Evidence, RunOutcome, RunVerdict, Verdict } from '../../src/evidence/evidence.ts';
import { makeCircumstances, makeEvidence, makeInputs, makeOutcome } from './facts.ts';

const VERDICTS: readonly (Verdict | undefined)[] = [
  ...[undefined, 'success', 'failure', 'client-failure', 'some-failed'],
  ...['dry-run', 'dry-run-failure', 'other-command', 'unfinished', 'unknown'],
] as readonly (Verdict | undefined)[];
const ALL_STATUSES: readonly Outcome['status'][] = [...STATUSES, 'unknown'];

const evidenceOf = (verdict: Verdict | undefined) => (verdict === undefined ? undefined : makeEvidence({ verdict }));
const decideFor = (
  status: Outcome['status'],
  evidence: Verdict | Evidence | undefined,
  overrides: Partial<Circumstances> = {},
): Decision =>
  decide(
    makeCircumstances({
      outcome: makeOutcome({ status }),
      evidence: typeof evidence === 'object' ? evidence : evidenceOf(evidence),
      ...overrides,
    }),
  );
const tell = ({ action, story }: Decision) => `${action} ${story}`;
const run = (verdict: RunOutcome['verdict'], overrides: Partial<RunOutcome> = {}): RunOutcome => ({
  source: 'log-text',
  tool: 'goose',
  verdict,
  databaseState: 'unknown',
  applied: [],
  ...overrides,
});

describe('the whole table, status by evidence: what is done and what is told', () => {
  const [T, R, N] = ['trigger', 'resolve', 'none'];
  const FAILURES = [
    `${T} job-failed`,
    `${T} applied-then-failed`,
    `${T} failed`,
    `${T} failed`,
    `${T} failed`,
    `${T} job-failed`,
    `${N} failed`,
    `${T} job-failed`,
    `${T} failed`,
    `${T} failed`,
  ];
  const seen = (good: string) =>
    VERDICTS.map((_, index) => `${N} ${[2, 3, 4].includes(index) ? 'failed-unseen' : good}`);

  // The columns are those of VERDICTS.
  test.each<[Outcome['status'], readonly string[]]>([
    [
      'success',
      [
        `${R} job-succeeded`,
        `${R} applied`,
        `${T} failed-unseen`,
        `${T} failed-unseen`,
        `${N} failed-unseen`,
        `${N} job-succeeded`,
        `${N} job-succeeded`,
        `${N} job-succeeded`,
        `${R} succeeded`,
        `${R} succeeded`,
      ],
    ],
    ['failure', FAILURES],
    ['timed_out', FAILURES],
    ['startup_failure', [`${T} not-started`, ...FAILURES.slice(1)]],
    ['cancelled', VERDICTS.map(verdict => (verdict === 'unfinished' ? `${T} cut-off` : `${N} cancelled`))],
    ['skipped', seen('job-succeeded')],
    ['neutral', seen('job-succeeded')],
    ['stale', seen('job-succeeded')],
    ['action_required', seen('job-succeeded')],
    ['unknown', seen('job-succeeded')],
  ])('%s', (status, cells) => {
    expect(VERDICTS.map(verdict => tell(decideFor(status, verdict)))).toEqual(cells);
  });
});

const databases = (...endings: readonly DatabaseEnding[]) =>
  endings.map((ending, index) => ({ name: `t${index}`, ending, state: 'unknown' as const }));

describe('a success closes only what it proves', () => {
  const DOUBTS: readonly (readonly [string, Partial<Evidence>, string, Story])[] = [
    [
      'an unknown tool whose output ends in an error',
      { verdict: 'unknown', tool: '', lastWords: 'error' },
      'the status is success, but the output ends in an error',
      'unproven',
    ],
    [
      'a tool that is known, and ends silently',
      { verdict: 'unknown', tool: 'Alembic', lastWords: 'error' },
      'the status is success, but the output of Alembic ends in an error',
      'unproven',
    ],
    [
      'a tool that would have said that it is done',
      { verdict: 'unfinished', tool: 'dbmate', migration: 'b.sql', endsAloud: true },
      'the status is success, but the log ends while dbmate applies b.sql',
      'unfinished',
    ],
    [
      'one of several databases that did not end',
      { verdict: 'unfinished', tool: 'dbmate', endsAloud: true, databases: databases('unfinished', 'done') },
      'the status is success, but the log ends before dbmate says that it is done in 1 of 2 databases (t0)',
      'unfinished',
    ],
    [
      'one of several databases whose output ends in an error',
      { verdict: 'unknown', tool: '', lastWords: 'error', databases: databases('done', 'error') },
      'the status is success, but the output ends in an error in 1 of 2 databases (t1)',
      'unproven',
    ],
  ];
  const SOME: Partial<Evidence> = { verdict: 'some-failed', tool: 'Flyway', migration: 'V2', database: 'acme' };

  test('of several databases that failed, no exit code says otherwise', () => {
    const evidence = makeEvidence({ ...SOME, databases: databases('failed', 'failed', 'done') });
    for (const known of [{}, { reported: 'command', exitCode: 0, exitCodeCounts: true } as const]) {
      expect(decideFor('success', evidence, known)).toMatchObject({
        action: 'none',
        reason: 'the status is success, but Flyway failed in 2 of 3 databases (t0, t1)',
        story: 'failed-unseen',
      });
    }
  });

  test('a cancel cuts off the one that did not end, whatever failed before it', () => {
    const evidence = makeEvidence({ ...SOME, databases: databases('failed', 'unfinished', 'done') });
    expect(decideFor('cancelled', evidence)).toMatchObject({ action: 'trigger', story: 'cut-off' });
    expect(decideFor('cancelled', makeEvidence({ ...SOME, databases: databases('failed', 'done') }))).toMatchObject({
      action: 'none',
    });
  });

  test.each(DOUBTS)('%s closes nothing, and says what was seen', (_, evidence, reason, story) => {
    expect(decideFor('success', makeEvidence(evidence))).toEqual({
      action: 'none',
      reason,
      story,
      leftOut: false,
      remedy: expect.stringMatching(/set -o pipefail/),
    });
  });

  test.each(DOUBTS)('%s: the exit code of the wrapper under our own bash is known', (_, evidence, reason) => {
    const known = { reported: 'command', exitCode: 0, exitCodeCounts: true } as const;
    const seen = reason.replace('the status is success, but ', '');
    expect(decideFor('success', makeEvidence(evidence), known)).toEqual({
      action: 'resolve',
      reason: `the command ended with exit code 0, although ${seen}`,
      story: 'succeeded',
      leftOut: false,
      warning: expect.stringContaining(seen),
    });
    expect(decideFor('success', makeEvidence(evidence), { ...known, exitCodeCounts: false }).action).toBe('none');
    expect(decideFor('success', makeEvidence(evidence), { ...known, openedElsewhere: true }).action).toBe('none');
  });

  test.each([true, false])('several databases of which one failed, exit code known: %j', exitCodeCounts => {
    expect(decideFor('success', makeEvidence(SOME), { reported: 'command', exitCodeCounts })).toEqual({
      action: 'none',
      reason:
        'the status is success, but Flyway failed at V2 on acme, and a later run that succeeded may not be its retry',
      story: 'failed-unseen',
      leftOut: false,
      remedy: 'Let the step fail when one of the databases fails.',
    });
  });

  test.each<[string, Verdict | undefined, Partial<Circumstances>, string, RegExp | undefined]>([
    [
      'no file',
      undefined,
      { files: 'lost' },
      'no log of this job could be read: whether the migration ran is not known',
      /path in the input log/,
    ],
    [
      'more files than are read',
      'success',
      { files: 'in-part' },
      'the status is success, but not every file that log or report names was read: whether all migrations went well is not known',
      /several steps/,
    ],
    [
      'a status that was not stated',
      undefined,
      { outcome: makeOutcome({ status: 'success', stated: false }) },
      'the status could not be read, and the status of the job alone closes nothing',
      undefined,
    ],
    [
      "another step's incident",
      'success',
      { openedElsewhere: true },
      'another step of this job has opened the incident, and this success does not fix what failed there',
      /later wrapper/,
    ],
    [
      'a job that failed under continue-on-error',
      undefined,
      { reported: 'job', hiddenFailures: ['migrate (eu of 2)'] },
      'needs calls every job a success, but migrate (eu of 2) failed (continue-on-error)',
      /allowed-failures/,
    ],
    [
      'auto-resolve: false',
      'success',
      { policy: makeInputs({ autoResolve: false }) },
      'the migration succeeded, and auto-resolve is false: a person closes the incident',
      undefined,
    ],
    ['a dry run', 'dry-run', {}, 'it was a dry run: nothing was applied', /its own log/],
    [
      'another command',
      'other-command',
      {},
      'it is the output of another Confiture command: it does not say that the migration was applied',
      /its own log/,
    ],
  ])('%s', (_, verdict, overrides, reason, remedy) => {
    const decision = decideFor('success', verdict, overrides);
    expect([decision.action, decision.reason]).toEqual(['none', reason]);
    if (remedy === undefined) expect(decision.remedy).toBeUndefined();
    else expect(decision.remedy).toMatch(remedy);
  });

  test.each<[string, Partial<Evidence> | undefined, Partial<Circumstances>, Story]>([
    ['a tool that never says its end', { verdict: 'unfinished' }, {}, 'succeeded'],
    ['nothing pending', { verdict: 'success', nothingPending: true }, {}, 'succeeded'],
    ['failures that were fixed', { verdict: 'success', mended: true }, {}, 'applied'],
    ['a report that was not written', undefined, { files: 'none' }, 'job-succeeded'],
    ['a log that says nothing', undefined, { files: 'read' }, 'job-succeeded'],
    ['a wrapper that says nothing', undefined, { reported: 'command' }, 'succeeded'],
    ['a migration that is named', undefined, { named: true }, 'succeeded'],
  ])('but it closes after %s', (_, evidence, overrides, story) => {
    const given = evidence === undefined ? undefined : makeEvidence(evidence);
    expect(tell(decideFor('success', given, overrides))).toBe(`resolve ${story}`);
  });
});

describe('a failed status pages', () => {
  test.each<[string, Partial<Evidence> | undefined, Partial<Circumstances>, string, string]>([
    [
      'a plan, then the run in earnest',
      { verdict: 'dry-run-failure', runs: [run('dry-run-failure'), run('unknown')] },
      {},
      'trigger failed',
      'the migration failed (status failure)',
    ],
    [
      'nothing known',
      undefined,
      {},
      'trigger job-failed',
      'the job failed, and whether the migration ran is not known (status failure)',
    ],
    [
      'a wrapper',
      undefined,
      { reported: 'command', exitCode: 3 },
      'trigger failed',
      'the migration failed (status failure)',
    ],
    [
      'killed',
      undefined,
      { reported: 'command', exitCode: 137 },
      'trigger ended',
      'the command ended with exit code 137 (status failure)',
    ],
    [
      'a tool that failed after its last migration, by its own words',
      { verdict: 'failure', databaseState: 'applied' },
      { reported: 'command', exitCode: 1 },
      'trigger applied-then-tool-failed',
      'the migration was applied, and Confiture failed after it (status failure)',
    ],
    [
      'killed after an error',
      { verdict: 'failure' },
      { reported: 'command', exitCode: 137 },
      'trigger failed',
      'the migration failed (status failure)',
    ],
    [
      'yes | migrate',
      { verdict: 'success' },
      { reported: 'command', exitCode: 141 },
      'trigger ended',
      'the command ended with exit code 141 (status failure)',
    ],
    [
      'a tool that says done and fails',
      { verdict: 'success' },
      { reported: 'command', exitCode: 1 },
      'trigger ended',
      'the command ended with exit code 1 (status failure)',
    ],
    [
      'a command that is not there',
      undefined,
      { reported: 'command', exitCode: 127 },
      'trigger not-started',
      'the migration did not start (status failure)',
    ],
    [
      'a tool, then a command that is not there',
      { verdict: 'success' },
      { reported: 'command', exitCode: 127 },
      'trigger ended',
      'the command ended with exit code 127 (status failure)',
    ],
    [
      'a shell that could not start it, in a log',
      {
        verdict: 'unknown',
        tool: '',
        databaseState: 'unchanged',
        lastWords: 'error',
        error: 'alembic: command not found',
      },
      {},
      'trigger not-started',
      'the migration did not start (status failure)',
    ],
    [
      'out of time',
      { verdict: 'unfinished' },
      { reported: 'command', running: true },
      'trigger stopped',
      'the migration was stopped while it ran (status failure)',
    ],
    [
      'a guard beside a tool that did not fail',
      { verdict: 'unknown' },
      { reported: 'job' },
      'trigger job-failed',
      'the job failed, and whether the migration ran is not known (status failure)',
    ],
    [
      'a guard with the error of a tool',
      { verdict: 'failure' },
      { reported: 'job' },
      'trigger failed',
      'the migration failed (status failure)',
    ],
    [
      'applied without a last word',
      { verdict: 'success', runs: [run('success'), run('unknown')] },
      {},
      'trigger failed',
      'the migration failed (status failure)',
    ],
    [
      'no log',
      undefined,
      { logMissing: true, files: 'lost' },
      'trigger not-seen-to-start',
      'the migration seems not to have started (status failure)',
    ],
    [
      'no runner',
      undefined,
      { neverStarted: true },
      'trigger not-started',
      'the migration did not start (status failure)',
    ],
  ])('%s', (_, evidence, overrides, told, reason) => {
    const given = evidence === undefined ? undefined : makeEvidence(evidence);
    const decision = decideFor('failure', given, overrides);
    expect([tell(decision), decision.reason]).toEqual([told, reason]);
  });

  test('a dry run that says itself that it failed does not, and a person is told', () => {
    expect(decideFor('failure', 'dry-run-failure')).toEqual({
      action: 'none',
      reason: 'it was a dry run that failed: nothing was applied',
      story: 'failed',
      leftOut: true,
    });
  });

  test.each<[RunVerdict, string]>([
    ['success', 'none'],
    ['dry-run', 'none'],
    ['other-command', 'none'],
    ['unknown', 'trigger'],
    ['unfinished', 'trigger'],
    ['client-failure', 'trigger'],
  ])('beside a run that is %s: %s', (verdict, action) => {
    const runs = [run(verdict), run('dry-run-failure')];
    expect(decideFor('failure', makeEvidence({ verdict: 'dry-run-failure', runs })).action).toBe(action);
  });
});

describe('a cancel', () => {
  const LOG = 'whether a migration was running: the input log is empty';
  const LOST = 'whether a migration was running: its log or report could not be read';
  const STRANGE = 'whether a migration was running: its log is of no tool that the action knows';
  const CHECKS =
    "whether it was a timeout or a lost runner: GitHub's annotations could not all be read (permissions actions: read and checks: read; those of at most 30 jobs are read)";
  const say = (...unknown: string[]) =>
    `The run was cancelled, and PagerDuty is not told. It is not known ${unknown.join('; nor ')}.`;

  test.each<[string, Partial<Evidence> | undefined, Partial<Circumstances>, string, string | undefined]>([
    ['while the command ran', undefined, { running: true }, 'trigger cut-off', undefined],
    ['while the tool was at work', { verdict: 'unfinished' }, { running: true }, 'trigger cut-off', undefined],
    [
      'while the command ran, after a tool had said its end',
      { verdict: 'success' },
      { running: true },
      'trigger cut-off',
      undefined,
    ],
    [
      'that the command outlived',
      { verdict: 'success' },
      { running: true, endedWell: true },
      'none cancelled',
      undefined,
    ],
    [
      'that the command outlived in silence',
      undefined,
      { running: true, endedWell: true },
      'trigger cut-off',
      undefined,
    ],
    ['of which nothing is known', undefined, { cancelExplained: false }, 'none cancelled', say(LOG, CHECKS)],
    ['that GitHub explains', undefined, {}, 'none cancelled', say(LOG)],
    ['with a log that is not there', undefined, { files: 'lost' }, 'none cancelled', say(LOST)],
    ['with a log of no known tool', undefined, { files: 'read' }, 'none cancelled', say(STRANGE)],
    [
      'with a log of a tool that says nothing of an end',
      { verdict: 'unknown' },
      { files: 'read', cancelExplained: false },
      'none cancelled',
      say(CHECKS),
    ],
    [
      'on-cancelled: none',
      undefined,
      { policy: makeInputs({ onCancelled: 'none' }), running: true },
      'none cut-off',
      undefined,
    ],
    [
      'on-cancelled: trigger',
      undefined,
      { policy: makeInputs({ onCancelled: 'trigger' }) },
      'trigger cancelled',
      undefined,
    ],
  ])('%s', (_, evidence, overrides, told, warning) => {
    const given = evidence === undefined ? undefined : makeEvidence(evidence);
    const decision = decideFor('cancelled', given, overrides);
    expect([tell(decision), decision.warning]).toEqual([told, warning]);
  });
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

  test('a pull request never acts, and a failure is told to a person', () => {
    for (const status of ALL_STATUSES)
      for (const verdict of VERDICTS)
        expect(decideFor(status, verdict, { pullRequest: true })).toMatchObject({
          action: 'none',
          leftOut: ['failure', 'timed_out', 'startup_failure'].includes(status),
        });
  });

  test('of a pull request a listener does not know whether it was merged', () => {
    expect(decideFor('failure', undefined, { pullRequest: true, mergeUnknown: true })).toMatchObject({
      action: 'none',
      leftOut: false,
      warning: expect.stringContaining('does not say whether it was merged'),
    });
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
      endsAloud: fc.boolean(),
      lastWords: fc.boolean(),
      reported: fc.constantFrom('command' as const, 'step' as const, 'job' as const),
      named: fc.boolean(),
      logMissing: fc.boolean(),
      neverStarted: fc.boolean(),
      running: fc.boolean(),
      endedWell: fc.boolean(),
      exitCode: fc.constantFrom(undefined, 0, 1, 127, 137),
      timedOut: fc.boolean(),
      pullRequest: fc.boolean(),
      mergeUnknown: fc.boolean(),
      files: fc.constantFrom('none' as const, 'read' as const, 'in-part' as const, 'lost' as const),
      exitCodeCounts: fc.boolean(),
      openedElsewhere: fc.boolean(),
      hiddenFailures: fc.constantFrom<readonly string[]>([], ['migrate']),
      cancelExplained: fc.boolean(),
      policy,
    })
    .map(
      ({ status, stated, verdict, endsAloud, lastWords, policy: overrides, ...rest }): Circumstances => ({
        ...rest,
        outcome: makeOutcome({ status, stated }),
        evidence:
          verdict === undefined
            ? undefined
            : makeEvidence({
                verdict,
                ...(endsAloud ? { endsAloud } : {}),
                ...(lastWords ? { lastWords: 'error' as const } : {}),
              }),
        policy: makeInputs(overrides),
      }),
    );
  const always = (claim: (decision: Decision, facts: Circumstances) => void) =>
    fc.assert(
      fc.property(circumstances, facts => claim(decide(facts), facts)),
      { numRuns: 5_000 },
    );
  const alerts = ({ policy: { environment } }: Circumstances) => environment !== 'qa';
  const isFailed = ({ outcome }: Circumstances) => ['failure', 'timed_out', 'startup_failure'].includes(outcome.status);

  test('nothing but a stated success without contrary evidence resolves, unless somebody asks for it', () => {
    always(({ action }, { outcome, evidence, policy: { eventAction, autoResolve }, ...rest }) => {
      if (action !== 'resolve' || eventAction === 'resolve') return;
      const { pullRequest, files, openedElsewhere, hiddenFailures } = rest;
      const { status, stated } = outcome;
      expect({
        status,
        stated,
        autoResolve,
        pullRequest,
        openedElsewhere,
        hiddenFailures,
        lost: files === 'lost' || files === 'in-part',
      }).toEqual({
        status: 'success',
        stated: true,
        autoResolve: true,
        pullRequest: false,
        openedElsewhere: false,
        hiddenFailures: [],
        lost: false,
      });
      expect(['failure', 'client-failure', 'some-failed', 'dry-run', 'dry-run-failure', 'other-command']).not.toContain(
        evidence?.verdict,
      );
    });
  });

  test('a success pages only when the tool itself says that it failed, unless somebody asks for it', () => {
    always(({ action }, { outcome, evidence, policy: { eventAction } }) => {
      if (action === 'trigger' && eventAction === 'auto' && outcome.status === 'success')
        expect(['failure', 'client-failure']).toContain(evidence?.verdict);
    });
  });

  test('a failure pages, or a person is told why it does not', () => {
    always(({ action, leftOut, warning }, facts) => {
      if (!isFailed(facts) || action === 'trigger' || action === 'acknowledge') return;
      expect(leftOut || warning !== undefined).toBe(true);
    });
  });

  test('a failure of an environment that alerts pages, a failed dry run and a pull request aside', () => {
    always(({ action }, facts) => {
      const silent = facts.pullRequest || facts.evidence?.verdict === 'dry-run-failure';
      if (!isFailed(facts) || !alerts(facts) || facts.policy.eventAction !== 'auto' || silent) return;
      expect(action).toBe('trigger');
    });
  });

  test('a migration is called applied only by its own word, and never beside a failed exit code', () => {
    always(({ story }, { evidence, exitCode }) => {
      if (story === 'applied' || story === 'applied-then-failed') expect(evidence?.verdict).toBe('success');
      if (story === 'applied-then-failed') expect(exitCode ?? 0).toBe(0);
    });
  });

  test('an environment that does not alert is left alone', () => {
    always(({ action }, facts) => {
      if (!alerts(facts)) expect(action).toBe('none');
    });
  });

  test('the reason is one sentence without an end', () => {
    always(({ reason }) => expect(reason).toMatch(/^[^\n]*[^\n.]$/));
  });
});
