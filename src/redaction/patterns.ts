import { type Context, createContext, Script } from 'node:vm';
import { describeError, type Problem } from '../primitives/errors.ts';

/** Milliseconds that the user's patterns may take over one text. Healthy ones take microseconds. */
const PATTERN_BUDGET_MS = 250;
/** Over all texts, of which a map of custom details can hold thousands. */
const BUDGET_IN_ALL_MS = 5_000;
/** Over all that follow a text that took too long. */
const REST_BUDGET_MS = 500;

/** What is left out when it can't be redacted as it should be. */
export const WITHHELD = 'The page is sent without the error text, the log excerpt and the custom details.';

/**
 * Compiles the user's patterns, one regular expression a line, to a function that replaces what they match. It gives
 * a text as it is when that took too long. What is wrong with the patterns is added to `problems`. Never throws.
 */
export function compilePatterns(lines: string, problems: Problem[]): (text: string) => Promise<string> {
  const patterns = readPatterns(lines, problems);
  const sandbox = { text: '', patterns };
  let prepared: { readonly script: Script; readonly context: Context } | undefined;
  let left = BUDGET_IN_ALL_MS;
  return async text => {
    if (patterns.length === 0 || text === '' || left < 1) return text;
    prepared ??= prepare(sandbox);
    const start = performance.now();
    try {
      sandbox.text = text;
      const timeout = Math.ceil(Math.min(left, PATTERN_BUDGET_MS));
      return String(prepared.script.runInContext(prepared.context, { timeout }));
    } catch (error) {
      left = Math.min(left, REST_BUDGET_MS);
      if (problems.length === 0)
        problems.push(withheld(`the patterns took longer than ${PATTERN_BUDGET_MS} ms (${describeError(error)})`));
      return text;
    } finally {
      left -= performance.now() - start;
      if (left < 1 && problems.length === 0) problems.push(withheld(`the patterns took ${BUDGET_IN_ALL_MS} ms in all`));
    }
  };
}

function prepare(sandbox: object): { readonly script: Script; readonly context: Context } {
  return { script: new Script(APPLY), context: createContext(sandbox) };
}

// A regular expression can't be interrupted from outside, but a script in a vm context can, the expression in it
// included. A match of nothing, or of what is redacted already, stays.
const APPLY =
  'patterns.reduce((text, pattern) => text.replace(new RegExp(pattern, "g"), match => /^\\**$/.test(match) ? match : "***"), text)';

function readPatterns(lines: string, problems: Problem[]): string[] {
  return lines.split('\n').flatMap((raw, index) => {
    const line = raw.trim();
    if (line === '') return [];
    try {
      new RegExp(line, 'g');
      return [line];
    } catch (error) {
      // Neither the line nor what Node quotes of it: it can be the very thing that must not be seen.
      const why = /: ([A-Za-z ]+)$/.exec(describeError(error))?.[1] ?? 'it cannot be read';
      problems.push(withheld(`line ${index + 1} is not a regular expression (${why})`));
      return [];
    }
  });
}

function withheld(what: string): Problem {
  return {
    level: 'warning',
    message: `redact: expected one regular expression per line, each fast on any text; ${what}. ${WITHHELD} Fix the pattern.`,
  };
}
