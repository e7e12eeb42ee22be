import type { Group, Rule } from '../tools/rule.ts';
import { isElsewhere, placeOf, type Run } from './run.ts';
import { isLate } from './run-changes.ts';

/** How a line fits a rule. */
export interface Fit {
  readonly groups: Partial<Record<Group, string>>;
  /** The migration that the groups name. */
  readonly migration: string | undefined;
  /** The rule has fitted a line of the run before. */
  readonly said: boolean;
  /** What fails from here on is another failure than the one before. */
  readonly again: boolean;
}

/** Whether a line that `rule` fits is of another run than `run`, to which the lines before it belong: another command, database or try. */
export function isOfAnotherRun(run: Run, rule: Rule, { groups, migration, said, again }: Fit): boolean {
  const isOver = run.failure !== undefined || run.ended !== undefined;
  if (isElsewhere(placeOf(groups), run)) return true;
  if (run.rehearsal !== 'none' && rule.earnest === true) return true;
  switch (rule.says) {
    case 'opens':
      // A rehearsal that executes says its opening twice.
      return run.moved || isOver || run.other !== 'no' || (said && run.rehearsal !== 'execution');
    case 'target':
      return run.moved || isOver;
    case 'rehearses':
      return isOver;
    case 'begins':
      if (run.other !== 'no' || run.ended !== undefined || isKnown(run, migration)) return true;
      return run.failure !== undefined && !isLate(run, migration ?? '');
    case 'ends':
      if (run.ended !== undefined || run.other === 'check' || isKnown(run, migration ?? run.begun?.migration))
        return true;
      return run.failure !== undefined && !run.late;
    case 'fails':
      return run.other === 'no' ? isOver : run.other === 'check' && migration !== undefined;
    case 'fails-too':
      return run.ended !== undefined || isAnotherFailure(run, rule, { groups, migration, said, again });
    case 'succeeds':
    case 'nothing-pending':
      return run.failure !== undefined;
    case 'down':
      return run.other !== 'rollback' && (run.moved || isOver || run.rehearsal !== 'none');
    case 'other-command':
      return run.other === 'no' && (run.moved || isOver || run.rehearsal !== 'none');
    default:
      return false;
  }
}

/** Whether the run has already applied it: then it is another database's. */
function isKnown(run: Run, migration: string | undefined): boolean {
  return migration !== undefined && migration !== '' && run.names.has(migration);
}

/** Whether this line tells of another failure than the one that was told: of another try. */
function isAnotherFailure({ failure }: Run, rule: Rule, { groups, said, again }: Fit): boolean {
  if (failure === undefined) return false;
  const ranNothing = failure.state === 'unchanged' && failure.error !== undefined && groups.error !== undefined;
  // An exception that was handed on says it again. A long error is costly to look at.
  const isNew = ranNothing && failure.error?.startsWith(groups.error?.trim() ?? '') !== true;
  return isNew || again || (rule.once === true && said);
}
