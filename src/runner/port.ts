import type { Environment } from '../github/run-facts.ts';
import type { Problem } from '../primitives/errors.ts';
import type { Redacted } from '../redaction/redaction.ts';

/** A place in the repository. */
export interface FilePlace {
  readonly file: Redacted;
  /** Counts from 1. */
  readonly line?: number;
}

/** What the action needs of the runner. No method throws: a log that can't be written must not lose a page. */
export interface Runner {
  readonly phase: 'main' | 'post';
  readonly environment: Environment;
  /** The input as it was given; empty when it was not. In the post step expressions and defaults are evaluated anew. */
  input(name: string): string;
  /** What main left for the post step under a name; empty when it left nothing. */
  state(name: string): string;
  saveState(name: string, value: string): void;
  /** The event that started the run, parsed; undefined when it can't be read. */
  payload(): unknown;
  /** When the job started; undefined when nobody can tell. */
  jobStartedAt(): Date | undefined;
  /** Makes the runner print `***` for `value` from here on. */
  mask(value: string): void;
  log(text: Redacted): void;
  /** With a place it is shown at that line of a file of the repository, too. */
  annotate(level: Problem['level'], text: Redacted, place?: FilePlace): void;
  /** Sets outputs by name, all in one write. */
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  writeSummary(markdown: string): void;
  /** What the step ends with. */
  setExitCode(code: number): void;
}
