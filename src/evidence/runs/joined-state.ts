import { countApplied } from './database-state.ts';
import { isOfAnotherDatabase, wentWell } from './mending.ts';
import type { RunOutcome } from './outcome.ts';

/** What is left of all `tries` where `failed` is one of them: what others applied stays, and makes it partial. */
export function joinStates(
  failed: RunOutcome,
  tries: readonly RunOutcome[],
): Pick<RunOutcome, 'databaseState' | 'applied' | 'stateDetail' | 'migration'> | undefined {
  const others = tries.filter(run => run !== failed && run.tool !== '');
  if (failed.databaseState === 'applied' && others.every(wentWell)) return describeAfterAll(failed, tries);
  const counted = countDatabases(tries);
  const kept = others.some(
    run => run.applied.length > 0 || (wentWell(run) && run.verdict === 'success' && run.nothingPending !== true),
  );
  if (!kept)
    return counted === undefined || failed.databaseState !== 'partial'
      ? undefined
      : { ...stateOf(failed), stateDetail: counted };
  const applied = [...new Set(tries.flatMap(run => run.applied))];
  const detail = counted ?? (applied.length > 0 ? countApplied(applied.length, undefined) : undefined);
  return { databaseState: 'partial', applied, ...(detail === undefined ? {} : { stateDetail: detail }) };
}

/** What failed came after the last migration of all. */
function describeAfterAll({ migration }: RunOutcome, tries: readonly RunOutcome[]): ReturnType<typeof joinStates> {
  const applied = [...new Set(tries.flatMap(run => run.applied))];
  const named = migration ?? applied.at(-1);
  return { databaseState: 'applied', applied, ...(named === undefined ? {} : { migration: named }) };
}

function stateOf({ databaseState, applied }: RunOutcome): Pick<RunOutcome, 'databaseState' | 'applied'> {
  return { databaseState, applied };
}

/** `1 of 3 databases`, where the runs are known to be of several: how many of them went well. */
function countDatabases(tries: readonly RunOutcome[]): string | undefined {
  const different = tries.some((run, index) =>
    tries.slice(0, index).some(earlier => isOfAnotherDatabase(run, earlier)),
  );
  const sameTool = tries.every(run => run.tool === tries[0]?.tool);
  if (!different || !sameTool) return undefined;
  return `${tries.filter(wentWell).length} of ${tries.length} databases`;
}
