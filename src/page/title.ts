import { saysAllDone } from '../decision/story.ts';
import { capitaliseRedacted, firstRedactedLine, type Redacted, redacted } from '../redaction/redaction.ts';
import { composeJobTitle } from './job-title.ts';
import type { PagedRun, Words } from './page-words.ts';

const NOTHING = redacted``;

/** The page's title: environment, leg or database, what happened to which migration or job, and the first line of the error. */
export function composeTitle(run: PagedRun, words: Words): Redacted {
  const place = words.place === '' ? NOTHING : redacted`${firstRedactedLine(words.place)}: `;
  return redacted`[${capitaliseRedacted(words.environment)}] ${place}${composeSentence(run, words)}`;
}

function composeSentence(run: PagedRun, words: Words): Redacted {
  const { action, story } = run.decision;
  const isOfJob =
    (story === 'job-failed' && action === 'trigger') || (story === 'job-succeeded' && action === 'resolve');
  const isByHand = run.inputs.eventAction === 'resolve' && story !== 'applied';
  if (isOfJob && !isByHand) return composeJobTitle(run.decision, words);
  const name = firstRedactedLine(words.titled);
  const known = name !== '';
  if (story === 'check-failed' && action === 'trigger')
    return redacted`${words.tool} check failed, nothing was applied${composePlace(words)}${composeCause(words)}`;
  const subject = known ? redacted`Migration ${name}` : redacted`Database migration`;
  const place = known || words.among !== '' ? NOTHING : composePlace(words);
  if (isByHand) return redacted`${subject} is declared resolved${place}`;
  return redacted`${subject} ${composeEnding(run, words, place)}`;
}

function composeEnding(run: PagedRun, words: Words, place: Redacted): Redacted {
  const { decision, command } = run;
  const { action, story } = decision;
  if (story === 'slow') return composeSlow(run, words, place);
  const step = words.failedStep === '' ? NOTHING : redacted` in step "${words.failedStep}"`;
  const among = words.among === '' ? NOTHING : redacted` in ${firstRedactedLine(words.among)}`;
  if (action === 'resolve') return redacted`${story === 'applied' ? redacted`applied` : redacted`succeeded`}${place}`;
  if (action === 'acknowledge') return redacted`is being tried again${place}`;
  switch (story) {
    case 'applied-then-failed':
      return redacted`applied, but the job failed later${step}${place}${composeError(words)}`;
    case 'applied-then-tool-failed':
      return redacted`applied, but ${words.tool} failed after it${place}${composeError(words)}`;
    case 'not-started':
      return redacted`did not start${place}: ${firstRedactedLine(words.error) || describeStop(words, step)}`;
    case 'not-seen-to-start':
      return redacted`seems not to have started${place}: ${firstRedactedLine(words.error) || describeStop(words, step)}`;
    case 'stopped': {
      const why = command?.asked === true && words.status === 'failure' ? redacted` (step timeout)` : NOTHING;
      return redacted`was stopped while it ran${among}${why}${place}${composeCause(words)}`;
    }
    case 'ended':
      return redacted`ended with ${words.ended}${place}`;
    case 'unfinished':
      return redacted`may not have ended${among}${place}: its log stops while it runs`;
    case 'cancelled':
      return redacted`was cancelled${place}`;
    case 'cut-off':
      return redacted`was cancelled while it ran${among}${place}`;
    case 'failed-unseen':
      return redacted`failed${among}${place}${composeCause(words)} (the job is green)`;
    default:
      return redacted`failed${among}${place}${composeCause(words)}`;
  }
}

// A tool that is done says nothing of the commands behind it.
function composeSlow({ decision, evidence }: PagedRun, { slowAfter }: Words, place: Redacted): Redacted {
  if (decision.action === 'resolve') return redacted`is no longer running${place}`;
  const done = evidence !== undefined && saysAllDone(evidence);
  return redacted`${done ? redacted`is done, but its command is ` : NOTHING}still running after ${slowAfter}${place}`;
}

function composeError({ error, errorPlace }: Pick<Words, 'error' | 'errorPlace'>): Redacted {
  const place = errorPlace === '' ? NOTHING : redacted` (${firstRedactedLine(errorPlace)})`;
  return error === '' ? NOTHING : redacted`: ${firstRedactedLine(error)}${place}`;
}

function composeCause({ error, errorPlace, failedJobs, failedStep, exitCode }: Words): Redacted {
  if (error !== '') return composeError({ error, errorPlace });
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
