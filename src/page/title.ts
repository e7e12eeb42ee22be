import { capitaliseRedacted, firstRedactedLine, type Redacted, redacted } from '../redaction.ts';
import type { PageFacts, Words } from './words.ts';

const NOTHING = redacted``;

/** The page's title: environment, migration, what happened, and the first line of the error. */
export function composeTitle({ decision }: PageFacts, words: Words): Redacted {
  const name = firstRedactedLine(words.migration);
  const known = name !== '';
  const subject = known ? redacted`Migration ${name}` : redacted`Database migration`;
  const place = known ? NOTHING : composePlace(words);
  return redacted`[${capitaliseRedacted(words.environment)}] ${subject} ${composeEnding(decision, words, place)}`;
}

function composeEnding({ action, story }: PageFacts['decision'], words: Words, place: Redacted): Redacted {
  const step = words.failedStep === '' ? NOTHING : redacted` in step "${words.failedStep}"`;
  if (action === 'resolve') return redacted`applied${place}`;
  if (action === 'acknowledge') return redacted`is being tried again${place}`;
  switch (story) {
    case 'applied-then-failed':
      return redacted`applied, but the job failed later${step}${place}`;
    case 'not-started': {
      const cause =
        firstRedactedLine(words.error) || redacted`the job failed${step === '' ? redacted` before it` : step}`;
      return redacted`did not start${place}: ${cause}`;
    }
    case 'cancelled':
      return redacted`was cancelled${place}`;
    case 'cut-off':
      return redacted`was cancelled while it ran${place}`;
    case 'failed':
    case 'failed-unseen':
    case 'succeeded': {
      const failedStep = words.failedStep === '' ? NOTHING : redacted`step "${words.failedStep}" failed`;
      const cause = firstRedactedLine(words.error) || words.failedJobs || failedStep;
      return redacted`failed${place}${cause === '' ? NOTHING : redacted`: ${cause}`}`;
    }
    default:
      return story satisfies never;
  }
}

function composePlace(words: Words): Redacted {
  const job = words.job === '' ? NOTHING : redacted`, job ${words.job}`;
  const file = words.workflow === '' ? NOTHING : redacted` (${words.workflow}${job})`;
  return words.repository === '' ? NOTHING : redacted` in ${words.repository}${file}`;
}
