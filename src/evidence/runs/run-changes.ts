import type { Group, Rule, Tool } from '../tools/rule.ts';
import { type Failure, factsOf, fill, type Run } from './run.ts';

/** A line that a rule fitted: its named groups, the migration that they name, and where it stands. */
export interface Hit {
  readonly groups: Partial<Record<Group, string>>;
  readonly migration: string | undefined;
  readonly index: number;
}

// Lines that are remembered for an excerpt.
const MOST_LINES = 200;

/** What was told of a failure before the line that says that there is one. */
export class Notes {
  #facts: Failure = {};
  #lines: number[] = [];

  add(rule: Rule, groups: Partial<Record<Group, string>>, migration: string | undefined, index: number): void {
    fill(this.#facts, factsOf(rule, groups, migration), true);
    if (this.#lines.length < MOST_LINES) this.#lines.push(index);
  }

  /** What was noted, once. */
  take(): { readonly facts: Failure; readonly lines: readonly number[] } {
    const taken = { facts: this.#facts, lines: this.#lines };
    this.clear();
    return taken;
  }

  clear(): void {
    this.#facts = {};
    this.#lines = [];
  }
}

/** A migration begins: the one before has ended, where the tool has no line for that. */
export function beginMigration(tool: Tool, run: Run, migration: string, index: number): void {
  const { begun } = run;
  const isGoingOn = run.failure === undefined || run.late;
  if (isGoingOn && begun !== undefined && tool.endsSilently === true && begun.migration !== migration)
    addDone(run, begun.migration);
  run.begun = { migration };
  run.moved = true;
  run.announced = true;
  run.pieces = run.piecesAlways;
  if (run.failure === undefined) {
    delete run.rolledBack;
    run.lines.length = 0;
  }
  run.lines.push(index);
  run.at = index;
}

/** A migration ended well. */
export function endMigration(run: Run, migration: string | undefined, index: number): void {
  addDone(run, migration ?? run.begun?.migration ?? '');
  delete run.begun;
  run.moved = true;
  run.announced = true;
  run.pieces = run.piecesAlways;
  run.at = index;
}

/** The run ended well. */
export function endRun(run: Run, says: 'succeeds' | 'nothing-pending', index: number): void {
  if (run.begun !== undefined) {
    if (run.begun.migration !== '') addDone(run, run.begun.migration);
    delete run.begun;
  }
  run.ended = says === 'succeeds' || run.done.length > 0 ? 'success' : 'nothing-pending';
  run.at = index;
}

function addDone(run: Run, migration: string): void {
  run.done.push(migration);
  run.names.add(migration);
}

/** A line that says that the run failed, or more about that failure; `noted` is what was told before its first line. */
export function tellFailure(
  tool: Tool,
  run: Run,
  rule: Rule,
  { groups, migration, index }: Hit,
  noted: ReturnType<Notes['take']> | undefined,
): void {
  const facts = factsOf(rule, groups, migration);
  // A line that names the migration that fails says that it had begun.
  if (noted !== undefined && migration !== undefined && rule.state === undefined) run.moved = true;
  if (run.failure === undefined) {
    run.failure = {};
    fill(run.failure, facts, true);
    fill(run.failure, noted?.facts ?? {}, false);
    const begun = run.begun?.migration || (tool.endsTooSoon === true ? run.done.pop() : undefined);
    if (begun !== undefined && rule.nameless !== true) fill(run.failure, { migration: begun }, false);
    delete run.begun;
    run.lines.push(...(noted?.lines ?? []));
  } else {
    // What this kind of line means for the database holds where it is the first word of a failure only.
    const { state: _, ...more } = facts;
    fill(run.failure, noted === undefined ? facts : more, rule.overrules === true);
  }
  if (run.lines.length < MOST_LINES) run.lines.push(index);
  if (noted !== undefined) run.at = index;
}

/**
 * Whether the failure that was told belongs to the run that seems to begin now: a program that writes its output through a buffer
 * (Ruby) prints its errors first.
 */
export function isLate(run: Run, migration: string): boolean {
  if (run.failure?.state === 'unchanged' || (run.moved && !run.late)) return false;
  run.late = run.begun?.migration !== migration;
  return run.late;
}

/** What the other kinds of lines say of the run: they change its marks, and neither begin nor end anything. */
export function markRun(run: Run, rule: Rule, migration: string | undefined, index: number): void {
  switch (rule.says) {
    case 'commits':
      run.committed = run.done.length;
      break;
    case 'rolls-back':
      if (run.rolledBack !== 'run') run.rolledBack = rule.whole === true ? 'run' : 'migration';
      break;
    case 'leaves-pieces':
      run.pieces = true;
      if (rule.whole === true) run.piecesAlways = true;
      break;
    case 'reverts':
      run.reverted.push(migration ?? '');
      break;
    case 'rehearses':
      if (run.rehearsal === 'none') run.rehearsal = rule.whole === true ? 'execution' : 'analysis';
      run.at = index;
      break;
    case 'in-earnest':
      run.rehearsal = 'none';
      break;
    case 'down':
      // The next one says that the one before was taken back.
      if (run.other === 'rollback' && migration !== undefined && (run.begun?.migration ?? migration) !== migration)
        addDone(run, run.begun?.migration ?? '');
      run.other = 'rollback';
      run.announced = true;
      if (migration !== undefined) run.begun = { migration };
      break;
    case 'other-command':
      if (run.other === 'no') run.other = 'check';
      break;
    default:
  }
}
