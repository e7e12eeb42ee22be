import type { Dialect } from '../databases/databases.ts';
import type { Line } from '../lines/lines.ts';
import type { Tool } from '../tools/rule.ts';
import type { Run } from './run.ts';

/** A run as it stands in its stream. */
export interface PlacedRun {
  readonly tool: Tool;
  readonly run: Run;
  /** The lines that the run's indices count: the stream's, joined where the tool breaks them. Their `at` counts those of the stream. */
  readonly lines: readonly Line[];
  /** Their texts. */
  readonly texts: readonly string[];
  /** Whether its lines are shown: of very many runs the last ones. */
  readonly shows: boolean;
  /** What the whole stream speaks of. */
  readonly streamDialect: Dialect | undefined;
  /** The lines that are its own, up to the next run: the index of the first, and that behind the last. */
  readonly own: readonly [from: number, end: number];
}
