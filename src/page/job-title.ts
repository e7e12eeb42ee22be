import { firstRedactedLine, type Redacted, redacted, withoutFullStop } from '../redaction/redaction.ts';
import type { PagedRun, Words } from './page-words.ts';

const NOTHING = redacted``;

/** The sentence about a job of which nobody knows whether a migration ran in it. */
export function composeJobTitle({ story }: PagedRun['decision'], words: Words): Redacted {
  const place = composePlace(words);
  if (story === 'job-succeeded') return redacted`${nameJob(words, words.job)} succeeded${place}`;
  const step = words.failedStep === '' ? NOTHING : redacted`step "${words.failedStep}"; `;
  const error = words.error === '' ? NOTHING : redacted`${withoutFullStop(firstRedactedLine(words.error))}; `;
  return redacted`${nameJob(words, words.failedJobs || words.job)} failed${place}: ${step}${error}${describeDoubt(words)}`;
}

function nameJob({ workflow, failedJobs }: Words, job: Redacted): Redacted {
  if (job === '') return workflow === '' ? redacted`The workflow` : redacted`Workflow ${workflow}`;
  return failedJobs.includes(', ') && !failedJobs.includes('(') ? redacted`Jobs ${job}` : redacted`Job ${job}`;
}

// A tool that ran, and did not say that it failed or that it is done.
function describeDoubt({ tool, named }: Words): Redacted {
  if (tool !== '') return redacted`whether the migration failed is not known`;
  const name = firstRedactedLine(named);
  return redacted`whether ${name === '' ? redacted`the migration` : redacted`migration ${name}`} ran is not known`;
}

function composePlace({ repository, workflow, job, failedJobs }: Words): Redacted {
  // A workflow that stands for its job is named already.
  const file = workflow === '' || (job === '' && failedJobs === '') ? NOTHING : redacted` (${workflow})`;
  return repository === '' ? NOTHING : redacted` in ${repository}${file}`;
}
