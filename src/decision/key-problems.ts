import type { RunFacts } from '../github/run-facts.ts';
import { listChoices } from '../inputs/input-reader.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Problem } from '../primitives/errors.ts';

type KeyInputs = Pick<Inputs, 'migration' | 'environment' | 'database' | 'dedupKey' | 'jobWorkflowRef'>;

/** What is wrong with a dedup key: it can be closed by no later run, or it is another cause's as well. Texts are raw. */
export function findKeyProblems(inputs: KeyInputs, facts: RunFacts): Problem[] {
  return [...findPassing(inputs, facts), ...findShared(inputs, facts)];
}

function findPassing({ migration, environment, database, dedupKey }: KeyInputs, facts: RunFacts): Problem[] {
  const parts = Object.entries({ migration, environment, database: database?.label ?? '', matrix: facts.matrixValues })
    .filter(([name]) => dedupKey === '' || dedupKey.includes(`{${name}}`))
    .concat([['dedup-key', dedupKey]]);
  const passing = parts.filter(([, values]) => [values].flat().some(value => isOfThisRun(value, facts)));
  if (passing.length === 0) return [];
  const names = listChoices(passing.map(([name]) => name)).replace(' or ', ' and ');
  const message = `${names}: expected a value that is the same in later runs; got the commit or the id of this run. The dedup key changes with every run, so no success closes what a failure opens. Leave it out, or set dedup-key to a key without it.`;
  return [{ level: 'warning', message }];
}

function isOfThisRun(text: string, { commit, runId }: RunFacts): boolean {
  const words = text.toLowerCase().split(/[^0-9a-z]+/);
  const isCommit = (word: string): boolean => word.length >= SHORTEST_COMMIT && commit.toLowerCase().startsWith(word);
  // A short number within a text may be anything.
  const isRun = text.trim() === runId || (runId.length >= SHORTEST_RUN_ID && words.includes(runId));
  return words.some(isCommit) || (runId !== '' && isRun);
}

/** As Git shortens a commit. */
const SHORTEST_COMMIT = 7;
const SHORTEST_RUN_ID = 8;

// https://docs.github.com/actions/reference/workflows-and-actions/contexts#job-context
function findShared({ migration, database, dedupKey, jobWorkflowRef }: KeyInputs, facts: RunFacts): Problem[] {
  const [called, caller] = [jobWorkflowRef, facts.workflowRef].map(ref => ref.replace(/@.*$/s, ''));
  const isCalled = called !== '' && caller !== '' && called?.toLowerCase() !== caller?.toLowerCase();
  if (!isCalled || migration !== '' || database !== undefined || dedupKey !== '') return [];
  const message = `The dedup key does not say which call of the reusable workflow this is: ${called} is called by ${caller}. If it is called twice, the success of one call closes what the other opened. Set database, or set dedup-key to a key that contains inputs of the reusable workflow.`;
  return [{ level: 'warning', message }];
}
