import { describeError } from '../primitives/errors.ts';
import { redacted } from '../redaction/redaction.ts';
import type { Runner } from '../runner/port.ts';
import type { Session } from './session.ts';

/** Says that something broke in the action itself. Never throws. */
export async function annotateInternalError(
  error: unknown,
  session: Session | undefined,
  runner: Runner,
): Promise<void> {
  const redactors = session === undefined ? [] : [session.redactor, session.plainRedactor];
  for (const redactor of redactors) {
    try {
      const text = await redactor.redact(describeError(error));
      return runner.annotate('error', redacted`Internal error, please report it: ${text}. ${UNTOLD}`);
    } catch {
      // The next one has less that can break.
    }
  }
  runner.annotate('error', redacted`Internal error, please report it. ${UNTOLD}`);
}

const UNTOLD = redacted`PagerDuty may not have been told.`;
