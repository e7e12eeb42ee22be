import { dispatch } from '../delivery/delivery.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { readInputs } from '../inputs/inputs.ts';
import { restRoute } from '../pagerduty/rest-access.ts';
import type { Problem } from '../primitives/errors.ts';
import { escapeHtml } from '../primitives/text.ts';
import { type Redacted, redacted, stringifyRedacted } from '../redaction/redaction.ts';
import { describeSlow } from '../report/slow-text.ts';
import { annotate, describeClosing } from './annotations.ts';
import { annotateInternalError } from './internal-error.ts';
import type { Session } from './session.ts';
import type { SlowCommandWatch } from './slow-command.ts';
import { readSlowPage, type SlowPage, saveSlowPage } from './slow-state.ts';

/** Milliseconds that closing the page may take in main, however much the page of the end has used up. */
const LEAST_MS = 1_000;
/** The same in the post step; less of a cancelled job. */
const POST_MS = 10_000;
const CANCELLED_MS = 3_000;

/**
 * Closes the page that a command still ran, now that it has ended, and says what became of both. Gives the sentences for
 * log and summary; empty where there was no such page. Never throws. `deadline`: when it has to be over, in milliseconds since the epoch.
 */
export async function endSlowCommand(
  watch: SlowCommandWatch,
  session: Session,
  { inputs, deadline }: { readonly inputs: Inputs; readonly deadline: number },
): Promise<Redacted> {
  const { runner, clock } = session;
  try {
    const { page, unsent, problems } = await watch.settle();
    if (unsent !== undefined) runner.log(redacted`Dry run, not sent: ${stringifyRedacted(unsent)}`);
    const budgetMs = Math.max(LEAST_MS, deadline - clock.now());
    const closing = page === undefined ? NOTHING : await closePage(page, session, { inputs, budgetMs });
    await annotate(name([...problems, ...closing.problems]), session);
    return closing.sentences;
  } catch (error) {
    // The page of the end is out. This one is in the post step's hands.
    await annotateInternalError(error, session, runner);
    return NOTHING.sentences;
  }
}

/** Closes in the post step the page that main left open, if it did. Never throws. */
export async function endSlowCommandOfMain(session: Session): Promise<void> {
  const { runner } = session;
  try {
    const page = readSlowPage(runner);
    if (page === undefined) return;
    const { inputs } = await readInputs(name => runner.input(name));
    const budgetMs = inputs.jobStatus === 'cancelled' ? CANCELLED_MS : POST_MS;
    const { sentences, problems } = await closePage(page, session, { inputs, budgetMs });
    await annotate(name(problems), session);
    if (sentences === '') return;
    runner.log(sentences);
    runner.writeSummary(`<p>${escapeHtml(sentences)}</p>`);
  } catch (error) {
    await annotateInternalError(error, session, runner);
  }
}

interface Closing {
  readonly sentences: Redacted;
  readonly problems: readonly Problem[];
}

const NOTHING: Closing = { sentences: redacted``, problems: [] };

async function closePage(
  page: SlowPage,
  session: Session,
  { inputs, budgetMs }: { readonly inputs: Inputs; readonly budgetMs: number },
): Promise<Closing> {
  const { runner, routingKeys, clock, redactor } = session;
  // Every service refused it.
  if (page.told.length === 0) {
    saveSlowPage(runner, undefined);
    return NOTHING;
  }
  const { payload } = page.resolve;
  const event = { ...page.resolve, payload: { ...payload, timestamp: new Date(clock.now()).toISOString() } };
  const rest = restRoute(routingKeys, inputs);
  const destination = { region: inputs.region, apiUrl: inputs.apiUrl, budgetMs };
  const order = { event, routingKeys, rest, withoutSecrets: false, mergedFork: false, dryRun: false, destination };
  const sent = await dispatch({ ...order, only: page.told }, session);
  saveSlowPage(runner, sent.unreached.length === 0 ? undefined : { ...page, told: sent.unreached });
  const { dedup_key: dedupKey } = event;
  const closed = sent.outcome === 'accepted';
  const remedy = closed ? [] : [{ level: 'warning', message: `${describeClosing(dedupKey)}.` } as const];
  return {
    sentences: await describeSlow({ afterMs: page.afterMs, taken: page.taken, closed, dedupKey }, redactor),
    problems: [...sent.problems, ...remedy],
  };
}

// Nothing of it is worse than that a person has to look.
function name(problems: readonly Problem[]): Problem[] {
  const own = problems.filter(({ message }) => !message.startsWith('routing-key'));
  return own.map(({ message }) => ({ level: 'warning', message: `slow-after: ${message}` }));
}
