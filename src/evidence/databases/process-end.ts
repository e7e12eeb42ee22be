import type { Category } from './category.ts';

/** How the program around a migration ended, where no database said a word. */
export interface ProcessEnd {
  /** The line, without what a shell or an orchestrator sets before it. */
  readonly text: string;
  readonly category: Category;
  /** The command never started: nothing of the database was touched. */
  readonly neverStarted: boolean;
  /** Counts the given lines from 0. */
  readonly at: number;
}

interface Rule {
  readonly when: RegExp;
  readonly category: Category;
  readonly neverStarted?: true;
}

// Group 1, where there is one, is the text.
const RULES: readonly Rule[] = [
  // POSIX shells: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/V3_chap02.html#tag_18_08_02
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?){0,2}(\S{1,200}: (?:command )?not found)$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?){1,3}(\S{1,200}: (?:Permission denied|No such file or directory|cannot execute.*|Exec format error))$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /'(\S{1,100})' is not recognized as an internal or external command|The term '\S{1,100}' is not recognized/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /\b(exec(?:utable file)? .{0,120}(?:not found|no such file or directory|format error).*)$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  { when: /\b(error while loading shared libraries: .{1,300})$/, category: 'ConfigurationError', neverStarted: true },
  {
    when: /\b((?:Err)?ImagePull(?:BackOff)?\b.{0,200}|CannotPullContainerError.{0,200}|ResourceInitializationError.{0,300})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  {
    when: /\b(Task failed to start|CannotStartContainerError.{0,200}|CreateContainerConfigError.{0,200})$/,
    category: 'ConfigurationError',
    neverStarted: true,
  },
  // The kernel's, a runtime's and an orchestrator's end of a process that ran.
  {
    when: /^(?:\S{1,200}: (?:line )?(?:\d+: )?\s*\d* ?)?((?:Killed|Terminated|Segmentation fault|Aborted)(?: \(core dumped\))?)(?:\s{2,}\S.*)?$/,
    category: 'DatabaseError',
  },
  { when: /\b(java\.lang\.OutOfMemoryError(?:: .{1,200})?)$/, category: 'DatabaseError' },
  {
    when: /\b(JavaScript heap out of memory|OutOfMemoryError: Container killed.{0,200}|OOMKilled|fatal error: runtime: out of memory)/,
    category: 'DatabaseError',
  },
  { when: /^\s*(MemoryError)$/, category: 'DatabaseError' },
  { when: /\b(BackoffLimitExceeded\b.{0,200}|Job has reached the specified backoff limit)/, category: 'DatabaseError' },
  { when: /\b(DeadlineExceeded\b.{0,200}|Job was active longer than specified deadline)/, category: 'TimeoutError' },
  { when: /\b(context deadline exceeded)\b/, category: 'TimeoutError' },
  { when: /\b(timed out waiting for the condition)/, category: 'TimeoutError' },
  { when: /\b(?:Stopped reason|stoppedReason)"?: "?(.{3,300}?)"?,?$/, category: 'DatabaseError' },
  { when: /\b(Essential container in task exited)\b/, category: 'DatabaseError' },
  { when: /\b((?:exited with|exit) (?:code|status) (?:137|143|139|134))\b/, category: 'DatabaseError' },
];

const MAY_BE =
  /not found|enied|No such|no such|not recognized|rror|Killed|Terminated|fault|Aborted|emory|OOM|imit|eadline|timed out|topped|Essential|exit|ImagePull|failed to start|Cannot/;
const LONGEST = 2_000;

/** The last line of `lines` in which a shell, a runtime or an orchestrator says how the program ended; undefined when none does. */
export function findProcessEnd(lines: readonly { readonly text: string }[]): ProcessEnd | undefined {
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    const text = lines[at]?.text ?? '';
    if (text.length > LONGEST || !MAY_BE.test(text)) continue;
    const line = text.trim();
    for (const { when, category, neverStarted } of RULES) {
      const match = when.exec(line);
      if (match !== null) return { text: match[1] ?? match[0], category, neverStarted: neverStarted === true, at };
    }
  }
  return undefined;
}
