/** How grave a line is, as its carrier says. */
export type Level = 'error' | 'warning' | 'info' | 'debug';

/** What one line of a log says, without what carried it. */
export interface Line {
  readonly text: string;
  /** Line of the raw log, counted from 0. A record that holds several lines gives them all the same number. */
  readonly at: number;
  /** What the carrier said of it, where it said so. */
  readonly level?: Level;
  /** Name of the logger that carried it, e.g. `org.flywaydb.core.internal.command.DbMigrate`. */
  readonly logger?: string;
}

/** A line on its way through the carriers: `name` is the container, package, pod … that they named so far; empty: none. */
export interface CarriedLine extends Line {
  readonly name: string;
  /** Those of such names work one after the other: a line without a name belongs to the name before it. */
  readonly inTurn?: true;
}

/** Lines of one origin, in the order of the log. */
export interface Stream {
  /** Container, package, pod …; empty: the only one, or the lines that no name stands before. */
  readonly name: string;
  readonly lines: readonly Line[];
}

/** `child` as a part of `parent`; either may be empty. */
export function joinNames(parent: string, child: string): string {
  return parent === '' || child === '' ? parent + child : `${parent} ${child}`;
}
