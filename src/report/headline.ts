import type { Story } from '../decision/story.ts';
import { escapeHtml } from '../primitives/text.ts';
import { describeConsequence } from './delivery-text.ts';
import type { Result } from './result.ts';
import { oneLine } from './summary-html.ts';

/** Sign, and the words before and behind the environment. */
type Words = readonly [sign: string, before: string, behind?: string];

const WORDS: Readonly<Record<Story, Words>> = {
  failed: ['🔴', 'Database migration failed'],
  'check-failed': ['🔴', 'A check of the database migration failed'],
  'failed-unseen': ['🔴', 'Database migration failed', ', although the job is green'],
  'applied-then-failed': ['🟠', 'Database migration was applied', ', but the job failed later'],
  'applied-then-tool-failed': ['🟠', 'Database migration was applied', ', but its tool failed after it'],
  'not-started': ['🔴', 'Database migration did not start'],
  'not-seen-to-start': ['🔴', 'Database migration seems not to have started'],
  unfinished: ['🟠', 'Database migration may not have ended', ': its log stops while it runs'],
  cancelled: ['🟠', 'The run was cancelled'],
  'cut-off': ['🔴', 'Database migration was cancelled while it ran'],
  'job-failed': ['🔴', 'Job failed', '. It is not known whether the database migration failed'],
  slow: ['🟠', 'Database migration is still running'],
  stopped: ['🔴', 'Database migration was stopped while it ran'],
  ended: ['🔴', 'Database migration ended', ' with an exit code that its output does not explain'],
  unproven: ['🟠', 'Job succeeded', '. It is not known whether the database migration went well'],
  applied: ['🟢', 'Database migration was applied'],
  succeeded: ['🟢', 'Database migration succeeded'],
  'job-succeeded': ['🟢', 'Job succeeded'],
};

const GOOD: readonly Story[] = ['applied', 'succeeded', 'job-succeeded'];

/** Whether the result is a success: then nothing is left to do. */
export function wentWell({ action, story }: Pick<Result, 'action' | 'story'>): boolean {
  return action === 'resolve' || (action === 'none' && GOOD.includes(story));
}

/** The headline of the job summary, on one line: who was not told, if so; then what happened, in which environment, leg and database. */
export function composeHeadline(result: Result): string {
  const [sign, before, behind = ''] = chooseWords(result);
  const consequence = describeConsequence(result);
  const environment = result.environment === '' ? '' : ` in ${result.environment}`;
  const place = result.place === '' ? '' : ` (${result.place})`;
  const sentence = `${before}${environment}${place}${behind}`;
  const text = consequence === '' ? sentence : `${consequence} ${sentence}`;
  const stop = text.includes('. ') ? '.' : '';
  return `${consequence === '' ? sign : '🚨'} ${oneLine(escapeHtml(`${text}${stop}`))}`;
}

// What is told goes before what was found out: event-action can overrule it.
function chooseWords({ action, story }: Result): Words {
  switch (action) {
    case 'none':
      return GOOD.includes(story) ? ['⚪', 'No alert for the database migration'] : WORDS[story];
    case 'trigger':
      return WORDS[GOOD.includes(story) ? 'failed' : story];
    case 'acknowledge':
      return ['🟠', 'Database migration is being tried again'];
    case 'resolve':
      return WORDS[GOOD.includes(story) ? story : 'succeeded'];
    default:
      return action satisfies never;
  }
}
