import type { DatabaseState } from '../tools/rule.ts';
import { countDatabases, type DatabaseEvidence, describeDatabase, isBad, sortWorstFirst } from './database-outcomes.ts';
import { BY_DEFAULT } from './database-state.ts';
import type { DatabaseOutcome, Evidence, RunOutcome, Verdict } from './outcome.ts';

/**
 * What the databases come to, each read from files of its own: the first that failed tells, and no success of another one hides it.
 * `others`: runs that are of none of them, and went well. Undefined: none says anything.
 */
export function joinDatabases(
  databases: readonly DatabaseEvidence[],
  others: readonly RunOutcome[],
): Evidence | undefined {
  const outcomes = databases.map(describeDatabase);
  const at = chooseTold(databases, outcomes);
  const told = databases[at]?.evidence;
  if (told === undefined) return undefined;
  const isFailed = outcomes.some(isBad);
  const verdict = joinVerdicts(told, outcomes);
  const isRehearsal = outcomes[at]?.ending === 'rehearsed';
  const { saidDone: _, nothingPending: _pending, durationMs: _time, stateDetail, migration, ...rest } = told;
  const runs = databases.flatMap(({ evidence }, index) => (index === at ? [] : (evidence?.runs ?? [])));
  const isCounted = isFailed || verdict === 'success' || verdict === 'unknown';
  const state = isRehearsal ? told.databaseState : joinStates(told, outcomes, databases);
  const rests = databases.some(({ evidence }) => evidence?.stateDetail === BY_DEFAULT);
  const caveat = state === 'rolled-back' && rests ? `; ${BY_DEFAULT}` : '';
  const detail = isRehearsal || !isCounted ? stateDetail : `${countDatabases(outcomes)}${caveat}`;
  const named = isFailed ? migration : agreeOn(databases.map(({ evidence }) => evidence));
  return {
    ...rest,
    verdict,
    databaseState: state,
    applied: [...new Set(databases.flatMap(({ evidence }) => evidence?.applied ?? []))],
    ...(named === undefined ? {} : { migration: named }),
    ...(detail === undefined ? {} : { stateDetail: detail }),
    ...(told.nextStep === undefined ? {} : { nextStep: `${databases[at]?.name}: ${told.nextStep}` }),
    ...(verdict === 'success' && databases.every(({ evidence }) => evidence?.saidDone === true)
      ? { saidDone: true as const }
      : {}),
    ...(databases.every(({ evidence }) => evidence?.nothingPending === true) ? { nothingPending: true as const } : {}),
    runs: [...others, ...runs, ...told.runs],
    databases: sortWorstFirst(outcomes),
  };
}

/** The index of the database that is told of: the first one of the worst kind there is. */
function chooseTold(databases: readonly DatabaseEvidence[], outcomes: readonly DatabaseOutcome[]): number {
  const find = (fits: (outcome: DatabaseOutcome, evidence: Evidence) => boolean): number =>
    outcomes.findIndex((outcome, index) => {
      const evidence = databases[index]?.evidence;
      return evidence !== undefined && fits(outcome, evidence);
    });
  const orders = [
    find(({ ending }) => ending === 'failed'),
    find(({ ending }) => ending === 'unfinished'),
    find(({ ending }) => ending === 'error'),
    find(({ ending }, { error, verdict }) => ending !== 'rehearsed' && error !== undefined && verdict !== 'unknown'),
    find((_, { verdict }) => verdict === 'unfinished'),
    find(({ ending }, { nothingPending }) => ending === 'done' && nothingPending !== true),
    find(({ ending }) => ending === 'done'),
    find((_, { verdict }) => verdict === 'dry-run-failure'),
    find(({ ending }) => ending === 'rehearsed'),
    find(() => true),
  ];
  return orders.find(index => index !== -1) ?? -1;
}

function joinVerdicts(told: Evidence, outcomes: readonly DatabaseOutcome[]): Verdict {
  const isDone = ({ ending }: DatabaseOutcome): boolean => ending === 'done';
  if (outcomes.some(({ ending }) => ending === 'failed')) return outcomes.some(isDone) ? 'some-failed' : told.verdict;
  // What is true of one is not known of all.
  if (told.verdict === 'success' && !outcomes.every(isDone)) return 'unknown';
  return told.verdict;
}

/** The state of all: what is left in any of them, where others were not reached or rolled back, is a part. */
function joinStates(
  told: Evidence,
  outcomes: readonly DatabaseOutcome[],
  databases: readonly DatabaseEvidence[],
): DatabaseState {
  if (outcomes.every(({ ending, state }) => ending === 'done' || state === 'applied')) return told.databaseState;
  const isKept = databases.some(
    ({ evidence }, index) =>
      evidence !== undefined &&
      (evidence.applied.length > 0 ||
        evidence.databaseState === 'partial' ||
        (outcomes[index]?.ending === 'done' && evidence.verdict === 'success' && evidence.nothingPending !== true)),
  );
  const left = outcomes.filter(({ ending }) => ending !== 'done').map(({ state }) => state);
  const isAsBefore = left.every(state => state === 'rolled-back' || state === 'unchanged');
  if (isKept && (isAsBefore || outcomes.some(isBad))) return 'partial';
  if (!isAsBefore) return 'unknown';
  return left.includes('rolled-back') ? 'rolled-back' : 'unchanged';
}

/** The migration that every one of them names. */
function agreeOn(evidence: readonly (Evidence | undefined)[]): string | undefined {
  const names = new Set(evidence.flatMap(each => (each?.nothingPending === true ? [] : [each?.migration])));
  const [name] = names;
  return names.size === 1 ? name : undefined;
}
