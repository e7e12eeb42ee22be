/** What a caller says of how the command that it ran has ended: `make: *** [migrate] Error 1`, `migrate-1 exited with code 0`. */
export interface ExitWords {
  readonly isBad: boolean;
  /** Who ended, where it says so. */
  readonly subject: string;
}

// What callers add: it says that something failed, not what.
const CALLER =
  /^(?:npm (?:ERR!|error)\b|\s*ELIFECYCLE\b|\S*\s*ERR_PNPM|error Command failed|info Visit https:|(?:g|mingw32-)?make(?:\.exe)?(?:\[\d+\])?: \*\*\*|task: Failed to run task |exit status \d+$|.{0,60}\bexit(?:ed)? (?:with )?(?:code|status)[: ]*\d+\b|Command failed|Node\.js v\d)/;

const NUMBERED = /^(?<subject>.{0,200}?)\s?\bexit(?:ed)? (?:with )?(?:code|status)[: ]*(?<code>\d{1,10})\b/;
// In every language of make the number is the last word.
const MAKE = /^\S{1,20}: \*\*\* .{0,2000}? (?<code>\d{1,10})$/;
const NEUTRAL = /^info Visit|\b(?:ignor|restarting|retry)/i;

/** Whether a line is what npm, pnpm, yarn and make add when the command that they ran has failed. */
export function isCallersWord(line: string): boolean {
  return CALLER.test(line.trim());
}

/** What a caller's `line` says of an end; undefined where it is none, or says nothing of it. */
export function readExit(line: string): ExitWords | undefined {
  if (!CALLER.test(line) || NEUTRAL.test(line)) return undefined;
  const groups = (MAKE.exec(line) ?? NUMBERED.exec(line))?.groups;
  return { isBad: Number(groups?.code ?? 1) !== 0, subject: groups?.subject ?? '' };
}

// Compose ends the other containers when one has ended.
const STOPPED = /^\S{1,200} exited with code (?:130|137|143)\b/;

/** Whether a container may have been stopped because another had ended well. */
export function isStoppedContainer(line: string): boolean {
  return STOPPED.test(line);
}

/** Whether an exit code says why: a signal ended the command, as the kernel does for want of memory. Of a container it may have been anybody. */
export function isKilled(line: string): boolean {
  return /\b(?:code|status)[: ]*(?:134|137|139|143)\b/.test(line) && !isStoppedContainer(line);
}

/** Whether a container ended well. */
export function isCleanContainer(line: string): boolean {
  return /^\S{1,200} exited with code 0\b/.test(line);
}
