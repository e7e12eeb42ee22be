import type { CarriedLine } from './line.ts';

// `      [execute] first line`, and the next ones under it.
const FIRST = /^ {4,12}\[execute\] /;
const NEXT = /^ {16}(?=\S)/;
const BEGIN = /^\s*---- Begin output of /;
const END = /^\s*---- End output of /;

/**
 * What Chef's `execute` streams, without its indentation. When the command has failed, Chef prints all of it again; that telling is left
 * out where the first is there. https://github.com/chef/mixlib-shellout
 */
export function readChef(lines: readonly CarriedLine[]): CarriedLine[] {
  let streamed = false;
  let repeats = false;
  return lines.flatMap(line => {
    const first = FIRST.exec(line.text)?.[0];
    if (first !== undefined) {
      streamed = true;
      return [{ ...line, text: line.text.slice(first.length) }];
    }
    if (!streamed) return [line];
    if (BEGIN.test(line.text)) repeats = true;
    else if (END.test(line.text)) repeats = false;
    return repeats ? [] : [{ ...line, text: line.text.replace(NEXT, '') }];
  });
}
