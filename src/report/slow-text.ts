import { describeMinutes } from '../inputs/slow-after.ts';
import { type Redacted, type Redactor, redacted } from '../redaction/redaction.ts';

/** What became of the page that the command still runs. */
export interface SlowCourse {
  readonly afterMs: number;
  /** Every service took it; false: not every one, or nobody knows. */
  readonly taken: boolean;
  /** Every service that may have taken it took its resolve, too. */
  readonly closed: boolean;
  readonly dedupKey: Redacted;
}

/** The same in two sentences, for log and job summary. */
export async function describeSlow(
  { afterMs, taken, closed, dedupKey }: SlowCourse,
  redactor: Redactor,
): Promise<Redacted> {
  const time = await redactor.redact(describeMinutes(afterMs));
  const told = taken ? redacted`PagerDuty was told` : redacted`PagerDuty may not have been told`;
  const end = closed
    ? redacted`That incident is resolved, because the command has ended`
    : redacted`The command has ended, and that incident may still be open`;
  return redacted`${told} after ${time} that the command still ran. ${end}. Dedup key: ${dedupKey}.`;
}
