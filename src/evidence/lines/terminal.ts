// CSI sequences that go back to the start of a line, other CSI, OSC, charsets, and two-character escapes (ECMA-48, ECMA-35).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const LINE_RESTARTS = /\u001b\[(?:\d*G|2K)/g;
const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\u001b(?:\[[0-?]{0,30}[ -/]{0,5}[@-~]|\][^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)?|_[^\u0007\u001b\n]{0,2000}(?:\u0007|\u001b\\)|[ -/]{0,5}[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

/**
 * `log` without what only a terminal understands. Lines end with LF; where a program went back to the start of its line, and wrote
 * over it, stands a CR.
 */
export function stripTerminal(log: string): string {
  return log
    .replace(/\r{1,3}\n/g, '\n')
    .replace(LINE_RESTARTS, '\r')
    .replace(ESCAPES, '')
    .replace(CONTROLS, '');
}

/** A bar of progress is written over some hundred times: what it showed between tells nothing. */
const MOST_PARTS = 200;

/** What a line that was written over showed, one text after the other; of very many the first and the last 100. */
export function splitOverwritten(line: string): string[] {
  if (!line.includes('\r')) return [line];
  const parts = line.split('\r');
  return parts.length <= MOST_PARTS ? parts : [...parts.slice(0, MOST_PARTS / 2), ...parts.slice(-MOST_PARTS / 2)];
}
