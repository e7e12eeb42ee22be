import type { Failure } from './run.ts';

// Lines of an error that goes on.
const MOST_LINES = 200;

/** The rest of an error that goes on over several lines, for the failure that it was told of. */
export class ErrorText {
  #open: { readonly failure: Failure; readonly until: RegExp; text: string; left: number } | undefined;

  /** From the next line on, what is read belongs to the error of `failure`, up to a line that fits `until`. */
  open(failure: Failure, until: RegExp): void {
    this.#open = { failure, until, text: failure.error ?? '', left: MOST_LINES };
  }

  /** Reads the next line; an error that another rule has replaced since does not go on. */
  readLine(line: string): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.until.test(line) || open.left === 0 || open.failure.error !== open.text) {
      this.#open = undefined;
      return;
    }
    open.left -= 1;
    open.text = `${open.text}\n${line}`;
    open.failure.error = open.text;
  }
}
