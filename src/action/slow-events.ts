import { decide, NOTHING_KNOWN } from '../decision/decision.ts';
import { keyParts, makeDedupKey, slowKey } from '../decision/dedup-key.ts';
import type { MigrationRun } from '../decision/migration-run.ts';
import { databaseVariables } from '../delivery/command-identity.ts';
import { findUrlDialect } from '../evidence/databases/lock-query.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { type SlowRun, writeSlowPage } from '../page/slow-page.ts';
import type { Session } from './session.ts';

/** What PagerDuty is told of a command that takes long, under a dedup key of its own. */
export interface SlowEvents {
  readonly trigger: AlertEvent;
  readonly resolve: AlertEvent;
}

/**
 * Writes the events that the command of a run still runs, and that it has ended; undefined where nothing is to be told: what keeps a
 * failure silent (environment, event-action, pull request) keeps this so. Reads no more of the output than takes a tenth of a second.
 */
export async function writeSlowEvents(session: Session, run: MigrationRun): Promise<SlowEvents | undefined> {
  const { inputs, facts } = run;
  const { redactor, routingKeys, clock, runner } = session;
  const outcome = { status: 'failure', stated: true, jobs: [] } as const;
  const { pullRequest } = facts;
  if (decide({ ...NOTHING_KNOWN, outcome, running: true, pullRequest, policy: inputs }).action !== 'trigger')
    return undefined;
  const key = await makeDedupKey(inputs.dedupKey, keyParts(inputs, facts), {
    redactor,
    routingKeys,
    service: inputs.service,
  });
  const { evidence, tail = '' } = await readOutput(session, run);
  const given = [runner.input('database'), ...databaseVariables(runner.environment).map(([, value]) => value)];
  const dialects = [...new Set(given.flatMap(text => findUrlDialect(text) ?? []))];
  const dialect = evidence?.dialect ?? (dialects.length === 1 ? dialects[0] : undefined);
  const slow: SlowRun = { inputs, facts, evidence, tail, command: run.command, dialect };
  const setting = { dedupKey: slowKey(key), now: new Date(clock.now()), redactor };
  return {
    trigger: await writeSlowPage(slow, 'trigger', setting),
    resolve: await writeSlowPage(slow, 'resolve', setting),
  };
}

function readOutput({ readEvidence }: Session, { log, command, jobStartedAt }: MigrationRun) {
  return readEvidence({ report: '', log, captured: command?.captured ?? '', brief: true, jobStartedAt });
}
