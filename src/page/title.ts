import { capitaliseRedacted, firstRedactedLine, type Redacted, redacted } from '../redaction/redaction.ts';
import type { PagedRun, Words } from './page-words.ts';

const NOTHING = redacted``;

/** The page's title: environment, migration, what happened, and the first line of the error. */
export function composeTitle({ decision }: PagedRun, words: Words): Redacted {
  const name = firstRedactedLine(words.migration);
  const known = name !== '';
  const isCheck = decision.story === 'check-failed' && decision.action === 'trigger';
  if (isCheck) {
    const check = redacted`${words.tool} check failed, nothing was applied${composePlace(words)}${composeCause(words)}`;
    return redacted`[${capitaliseRedacted(words.environment)}] ${check}`;
  }
  const subject = known ? redacted`Migration ${name}` : redacted`Database migration`;
  const place = known ? NOTHING : composePlace(words);
  return redacted`[${capitaliseRedacted(words.environment)}] ${subject} ${composeEnding(decision, words, place)}`;
}

function composeEnding({ action, story }: PagedRun['decision'], words: Words, place: Redacted): Redacted {
  const step = words.failedStep === '' ? NOTHING : redacted` in step "${words.failedStep}"`;
  if (action === 'resolve') return redacted`applied${place}`;
  if (action === 'acknowledge') return redacted`is being tried again${place}`;
  switch (story) {
    case 'applied-then-failed':
      return redacted`applied, but the job failed later${step}${place}${composeError(words)}`;
    case 'not-started':
      return redacted`did not start${place}: ${firstRedactedLine(words.error) || describeStop(words, step)}`;
    case 'unfinished':
      return redacted`may not have ended${place}: its log stops while it runs`;
    case 'cancelled':
      return redacted`was cancelled${place}`;
    case 'cut-off':
      return redacted`was cancelled while it ran${place}`;
    case 'failed-unseen':
      return redacted`failed${place}${composeCause(words)} (the job is green)`;
    case 'failed':
    case 'check-failed':
    case 'succeeded':
      return redacted`failed${place}${composeCause(words)}`;
    default:
      return story satisfies never;
  }
}

function composeError({ error }: Pick<Words, 'error'>): Redacted {
  return error === '' ? NOTHING : redacted`: ${firstRedactedLine(error)}`;
}

function composeCause({ error, failedJobs, failedStep, exitCode }: Words): Redacted {
  if (error !== '') return composeError({ error });
  if (failedJobs !== '') return redacted`: ${failedJobs}`;
  const code = exitCode === '' ? NOTHING : redacted` with exit code ${exitCode}`;
  return failedStep === '' ? NOTHING : redacted`: step "${failedStep}" failed${code}`;
}

function describeStop({ status }: Words, step: Redacted): Redacted {
  if (status === 'startup_failure') return redacted`the workflow could not be started`;
  return redacted`the job failed${step === '' ? redacted` before it` : step}`;
}

// Where jobs are named that failed, the job that tells of them would mislead.
function composePlace({ repository, workflow, job, failedJobs }: Words): Redacted {
  const which = job === '' || failedJobs !== '' ? NOTHING : redacted`, job ${job}`;
  const file = workflow === '' ? NOTHING : redacted` (${workflow}${which})`;
  return repository === '' ? NOTHING : redacted` in ${repository}${file}`;
}
