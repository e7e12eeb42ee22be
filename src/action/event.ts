import type { DecidedRun } from '../decision/migration-run.ts';
import type { Severity } from '../inputs/severity.ts';
import type { ChangeEvent } from '../page/change-event.ts';
import { type BuiltEvent, buildEvent } from '../page/event-limits.ts';
import { composePage } from '../page/page.ts';
import type { Redacted } from '../redaction/redaction.ts';
import type { Session } from './session.ts';

/** What an event is made with besides the run. */
export interface EventMaking {
  readonly severity: Severity;
  readonly dedupKey: Redacted;
  readonly session: Pick<Session, 'clock' | 'redactor'>;
}

/** The alert event of a run, cut to PagerDuty's limits; undefined where nothing is to be sent. */
export async function makeAlertEvent(
  run: DecidedRun,
  { severity, dedupKey, session }: EventMaking,
): Promise<BuiltEvent | undefined> {
  const { action } = run.decision;
  if (action === 'none') return undefined;
  const now = new Date(session.clock.now());
  return buildEvent(
    await composePage({ ...run, severity, now, decision: { ...run.decision, action } }, dedupKey, session.redactor),
  );
}

/** The change event of a run; undefined where none is wanted, or nothing was applied. It says the same as a page that closes the incident, whatever this run's own page says. */
export async function makeChangeEvent(run: DecidedRun, making: EventMaking): Promise<ChangeEvent | undefined> {
  if (!run.inputs.changeEvent || run.inputs.dryRun) return undefined;
  const { toChangeEvent, wasApplied } = await import('../page/change-event.ts');
  if (!wasApplied(run)) return undefined;
  const decision = { ...run.decision, action: 'resolve', story: 'succeeded' } as const;
  const built = await makeAlertEvent({ ...run, decision }, making);
  return built && toChangeEvent(built.event);
}
