import type { Circumstances, Decision, Told } from './circumstances.ts';
import { TABLE } from './decision-table.ts';
import { alertsIn, policyEnvironment } from './environments.ts';
import { tellStory } from './story.ts';

export { type Action, type Circumstances, type Decision, NOTHING_KNOWN } from './circumstances.ts';

/** Decides by one table: the first row that fits wins. Pure. */
export function decide(circumstances: Circumstances): Decision {
  const told: Told = { ...circumstances, story: tellStory(circumstances) };
  const row = TABLE.find(({ fits }) => fits(told));
  if (row === undefined) throw new Error(`no row for the status ${circumstances.outcome.status}`);
  return { story: told.story, leftOut: false, ...row.decide(told) };
}

/** Whether it makes a difference why a run was cancelled: only then GitHub is asked. */
export function cutOffDecides(
  { onCancelled, eventAction, environments, environment }: Circumstances['policy'],
  { pullRequest }: Pick<Circumstances, 'pullRequest'>,
): boolean {
  const decides = onCancelled === 'auto' && eventAction === 'auto' && !pullRequest;
  return decides && alertsIn(environments, policyEnvironment(environment));
}
