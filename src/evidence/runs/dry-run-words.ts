import type { Line } from '../lines/lines.ts';

// A program's own word that it only rehearses; a setting, and the word that a rehearsal went well, are none.
const SAID =
  /\b(?:running|executing|executed|is|was|started) in dry[- ]run(?: mode)?\b|\bdry[- ]run(?: mode)? (?:is )?(?:enabled|active|on)\b|\bdry[-_ ]?run["']?\s?[:=]\s?["']?(?:true|yes|on|1)\b|\b(?:this|it) (?:is|was) (?:only )?a dry[- ]run\b|\bdry[- ]run[:,;.]? (?:no|nothing|not|would|skipping)\b/i;

/** Whether `lines` say in so many words that nothing was executed, and tell no migration a second time behind that: the same in earnest. */
export function saysDryRun(lines: readonly Line[]): boolean {
  const last = lines.findLastIndex(({ text }) => SAID.test(text));
  if (last === -1) return false;
  const told = new Set<string>();
  return !lines.some(({ text }, index) => {
    const isAgain = index > last && told.has(text);
    if (namesSomething(text)) told.add(text);
    return isAgain;
  });
}

/** Whether a line may name a file or a version. */
function namesSomething(line: string): boolean {
  return /[A-Za-z]/.test(line) && /\d/.test(line);
}
