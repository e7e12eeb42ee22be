import { markExcerpt } from '../lines/excerpt.ts';
import { chooseExcerpt } from './excerpt-lines.ts';
import type { RunOutcome } from './outcome.ts';
import type { PlacedRun } from './placed-run.ts';
import { findUnknownError } from './unknown-error.ts';

/** What lines tell of an error that no rule of the tool knows. */
export type ToldError = Partial<
  Pick<RunOutcome, 'error' | 'errorType' | 'sqlstate' | 'category' | 'lastWords' | 'excerpt' | 'databaseState'>
>;

// A script that migrates two databases, with two tools: what fails after the first one's success is the second one's, in the script's words.
const FAILED_MIGRATIONS = /^(?:\W{0,3}error\W{1,3})?(?:.{0,40} )?migrations (?:have )?failed(?:[.:!]|$)/i;

/** Whether a line behind the run's end says that migrations failed. */
export function tellsOfFailedMigrations({ run, lines, own: [, end] }: PlacedRun): boolean {
  return run.ended !== undefined && lines.slice(run.to + 1, end).some(({ text }) => FAILED_MIGRATIONS.test(text));
}

/**
 * What the lines behind the end of a run tell of another's failure: a seed, the application's start. They count where the status is a
 * failure, and are no `lastWords`: the tool itself has said that it is done.
 */
export function describeLaterError(placed: PlacedRun): ToldError {
  const { run, lines, texts, own } = placed;
  const offset = run.to + 1;
  const found = findUnknownError(lines.slice(offset, own[1]));
  if (found === undefined || found.bare === true) return {};
  // A tool may warn behind its last word.
  const isPlain = (found.isLast && found.sounds !== true) || found.logged === true;
  if (!isPlain && !tellsOfFailedMigrations(placed)) return {};
  const { error, errorType, sqlstate, category } = found;
  const isLast = own[1] === lines.length;
  const shown = isLast ? chooseExcerpt(lines, [run.to, ...found.lines.map(index => index + offset)]) : [];
  return {
    error,
    ...(errorType === undefined ? {} : { errorType }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    category,
    ...(shown.length === 0 ? {} : { excerpt: markExcerpt(texts, shown) }),
  };
}
