/** How the job, step or run ended, in GitHub's words. https://docs.github.com/rest/checks/runs */
export const STATUSES = [
  'success',
  'failure',
  'cancelled',
  'skipped',
  'timed_out',
  'startup_failure',
  'action_required',
  'neutral',
  'stale',
] as const;
/** How a job or a run ended. */
export type Status = (typeof STATUSES)[number];

const SYNONYMS: Readonly<Record<string, Status>> = {
  failed: 'failure',
  error: 'failure',
  succeeded: 'success',
  passed: 'success',
  canceled: 'cancelled',
};

/** The status that `text` names, in any case; undefined when it names none. */
export function readStatus(text: string): Status | undefined {
  const word = text.trim().toLowerCase();
  return STATUSES.find(status => status === word) ?? (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined);
}
