import type { LogLine } from '../lines/lines.ts';
import type { Group, Rule, Says, Tool } from '../tools/rule.ts';
import { isWithin, signOf } from './rule-fit.ts';
import { type Failure, factsOf, fill, nameMigration, newRun, type Run } from './run.ts';

/**
 * Reads `lines` with the rules of `tool`.
 * Never throws; takes time in proportion to lines × rules.
 */
export function readRuns(tool: Tool, lines: readonly LogLine[]): ToolReading {
  const reader = new RunReader(tool, lines);
  for (let index = 0; index < lines.length; index += 1) reader.readLine(index);
  return { run: reader.lastRun(), openedAt: reader.openedAt, otherCommandAt: reader.otherCommandAt };
}

/** What a log tells of one tool: its last run, and the last lines (-1: none) where it was at work or did something else. */
export interface ToolReading {
  readonly run: Run | undefined;
  readonly openedAt: number;
  readonly otherCommandAt: number;
}

// What npm, pnpm, yarn and make add when the command that they ran has failed.
const CALLER_WORDS =
  /^(?:npm (?:ERR!|error)\b|\s*ELIFECYCLE\b|error Command failed|info Visit https:|make(?:\[\d+\])?: \*\*\*|exit status \d+$)/;

// What is heard while the tool does something else than migrating up.
const ABOUT_ANY_COMMAND: ReadonlySet<Says> = new Set(['opens', 'begins', 'other-command'] as const);

// Lines of other commands that may stand before the only word of a tool.
const FEW_LINES = 12;

// Lines that are remembered for an excerpt.
const MOST_LINES = 200;

// Lines of an error that goes on.
const LONGEST_ERROR = 200;

// The start of a traceback of Python: https://docs.python.org/3/library/traceback.html
const TRACEBACK = 'Traceback (most recent call last):';
const CHAINED = /^(?:The above exception was the direct cause|During handling of the above exception)/;

class RunReader {
  otherCommandAt = -1;
  openedAt = -1;
  readonly #tool: Tool;
  readonly #lines: readonly LogLine[];
  readonly #lastLine: number;
  readonly #opens: boolean;
  readonly #sign: RegExp;
  #run = newRun();
  #last: Run | undefined;
  #noted: Failure = {};
  #notedLines: number[] = [];
  #before = '';
  #spoken = 0;
  #crashed = false;
  #again = false;
  readonly #said = new Set<Rule>();
  #open: { readonly failure: Failure; readonly until: RegExp; readonly index: number } | undefined;

  constructor(tool: Tool, lines: readonly LogLine[]) {
    this.#tool = tool;
    this.#lines = lines;
    this.#lastLine = lines.findLastIndex(line => line.text.trim() !== '' && !CALLER_WORDS.test(line.text));
    this.#opens = tool.rules.some(rule => rule.says === 'opens');
    this.#sign = signOf(tool);
  }

  readLine(index: number): void {
    const text = this.#lines[index]?.text.trimEnd() ?? '';
    if (text === '') return;
    if (text.endsWith(TRACEBACK)) {
      this.#crashed = false;
      if (!CHAINED.test(this.#before)) this.#again = true;
    }
    const hit = this.#sign.test(text);
    for (const rule of this.#tool.rules) {
      if (rule.after === undefined ? !hit : !rule.after.test(this.#before)) continue;
      const match = rule.when.exec(text);
      if (match === null || !this.#applies(rule, index)) continue;
      const groups: Partial<Record<Group, string>> = match.groups ?? {};
      this.#apply(rule, groups, index);
    }
    this.#before = text;
    this.#spoken += 1;
  }

  #applies(rule: Rule, index: number): boolean {
    if (rule.atEnd === true && (index !== this.#lastLine || this.#isForeign())) return false;
    if (this.#run.other && !ABOUT_ANY_COMMAND.has(rule.says)) return false;
    return rule.within === 'crash' ? this.#crashed : isWithin(rule.within, this.#run, this.#opens);
  }

  // Words that many programs could end with are this tool's where it has spoken before, or where hardly anybody has.
  #isForeign(): boolean {
    return this.#last === undefined && this.#spoken > FEW_LINES;
  }

  #apply(rule: Rule, groups: Partial<Record<Group, string>>, index: number): void {
    const at = this.#lines[index]?.at ?? 0;
    const migration = nameMigration(groups);
    switch (rule.says) {
      case 'opens':
        if (this.#run.moved || this.#run.failure !== undefined || this.#run.ended !== undefined || this.#run.other)
          this.#start();
        this.#run.opened = true;
        this.openedAt = at;
        break;
      case 'again':
        this.#again = true;
        break;
      case 'present':
        this.#crashed = true;
        break;
      case 'begins':
        this.#begin(migration ?? '', at);
        break;
      case 'ends':
        this.#end(migration, at);
        break;
      case 'fails':
        if (this.#run.failure !== undefined || this.#run.ended !== undefined) this.#start();
        this.#fail(rule, groups, migration, at);
        break;
      case 'fails-too':
        if (this.#run.ended !== undefined || this.#isAnother(rule, groups)) this.#start(true);
        this.#fail(rule, groups, migration, at);
        break;
      case 'tells':
        this.#tell(rule, groups, migration, index);
        break;
      case 'succeeds':
      case 'nothing-pending':
        this.#succeed(rule.says, at);
        break;
      case 'commits':
        this.#run.committed = this.#run.done.length;
        break;
      case 'rolls-back':
        if (this.#run.rolledBack !== 'run') this.#run.rolledBack = rule.whole === true ? 'run' : 'migration';
        break;
      case 'leaves-pieces':
        this.#run.pieces = true;
        if (rule.whole === true) this.#run.piecesAlways = true;
        break;
      case 'reverts':
        this.#run.reverted.push(migration ?? '');
        break;
      case 'rehearses':
        if (this.#run.rehearsal === 'none') this.#run.rehearsal = rule.whole === true ? 'execution' : 'analysis';
        this.#mark(at);
        break;
      case 'in-earnest':
        this.#run.rehearsal = 'none';
        break;
      case 'other-command':
        this.otherCommandAt = at;
        if (!this.#run.other) this.#start();
        this.#run.other = true;
        break;
      default:
        rule.says satisfies never;
    }
    this.#count(groups);
    const { failure } = this.#run;
    if (rule.until !== undefined && failure !== undefined) this.#open = { failure, until: rule.until, index };
  }

  #start(keepNotes = false): void {
    this.#run = newRun();
    this.#said.clear();
    if (keepNotes) return;
    this.#noted = {};
    this.#notedLines = [];
  }

  #note(done: string): void {
    this.#run.done.push(done);
    this.#run.names.add(done);
  }

  /** A run counts once its output says something of beginning or end. */
  #mark(at: number): void {
    this.#last = this.#run;
    this.#run.at = at;
  }

  #begin(migration: string, at: number): void {
    const { failure, ended, other, begun } = this.#run;
    const known = migration !== '' && this.#run.names.has(migration);
    if ((failure !== undefined && !this.#isLate(migration)) || ended !== undefined || other || known) this.#start();
    else if (begun !== undefined && this.#tool.endsSilently === true && begun.migration !== migration) {
      this.#note(begun.migration);
    }
    this.#run.begun = { migration };
    this.#run.moved = true;
    this.#run.pieces = this.#run.piecesAlways;
    if (this.#run.failure === undefined) {
      delete this.#run.rolledBack;
      this.#run.lines.length = 0;
    }
    this.#run.lines.push(at);
    this.#noted = {};
    this.#notedLines = [];
    this.#mark(at);
  }

  #end(migration: string | undefined, at: number): void {
    const name = migration ?? this.#run.begun?.migration ?? '';
    const known = name !== '' && this.#run.names.has(name);
    if ((this.#run.failure !== undefined && !this.#run.late) || this.#run.ended !== undefined || known) this.#start();
    this.#note(name);
    delete this.#run.begun;
    this.#run.moved = true;
    this.#run.pieces = this.#run.piecesAlways;
    this.#noted = {};
    this.#notedLines = [];
    this.#mark(at);
  }

  /**
   * Whether the failure that was told belongs to the run that seems to begin now: a program that writes its output through a buffer
   * (Ruby) prints its errors first.
   */
  #isLate(migration: string): boolean {
    const run = this.#run;
    if (run.failure?.state === 'unchanged' || (run.moved && !run.late)) return false;
    run.late = run.begun?.migration !== migration;
    return run.late;
  }

  #succeed(says: 'succeeds' | 'nothing-pending', at: number): void {
    if (this.#run.failure !== undefined) this.#start();
    const { begun, done } = this.#run;
    if (begun !== undefined) {
      if (begun.migration !== '') this.#note(begun.migration);
      delete this.#run.begun;
    }
    this.#run.ended = says === 'succeeds' || done.length > 0 ? 'success' : 'nothing-pending';
    this.#mark(at);
  }

  /** Whether this line tells of another failure than the one that was told: of another try. */
  #isAnother(rule: Rule, groups: Partial<Record<Group, string>>): boolean {
    const { failure } = this.#run;
    if (failure === undefined) return false;
    const ranNothing = failure.state === 'unchanged' && failure.error !== undefined && groups.error !== undefined;
    return ranNothing || this.#again || (rule.once === true && this.#said.has(rule));
  }

  #fail(rule: Rule, groups: Partial<Record<Group, string>>, migration: string | undefined, at: number): void {
    const run = this.#run;
    // A line that names the migration that fails says that it had begun.
    if (migration !== undefined && rule.state === undefined) run.moved = true;
    if (run.failure === undefined) {
      const noted = this.#noted;
      run.failure = {};
      fill(run.failure, factsOf(rule, groups, migration), true);
      fill(run.failure, noted, false);
      const begun = run.begun?.migration || (this.#tool.endsTooSoon === true ? run.done.pop() : undefined);
      if (begun !== undefined && rule.nameless !== true) fill(run.failure, { migration: begun }, false);
      delete run.begun;
      run.lines.push(...this.#notedLines);
      this.#noted = {};
      this.#notedLines = [];
    } else {
      // What this kind of line means for the database holds where it is the first word of a failure only.
      const { state: _, ...facts } = factsOf(rule, groups, migration);
      fill(run.failure, facts, rule.overrules === true);
    }
    if (run.lines.length < MOST_LINES) run.lines.push(at);
    this.#again = false;
    this.#said.add(rule);
    this.#mark(at);
  }

  #tell(rule: Rule, groups: Partial<Record<Group, string>>, migration: string | undefined, index: number): void {
    const at = this.#lines[index]?.at ?? 0;
    const facts = factsOf(rule, groups, migration);
    if (this.#run.failure === undefined || this.#again) {
      fill(this.#noted, facts, true);
      if (this.#notedLines.length < MOST_LINES) this.#notedLines.push(at);
    } else {
      fill(this.#run.failure, facts, rule.overrules === true);
      if (this.#run.lines.length < MOST_LINES) this.#run.lines.push(at);
    }
  }

  #count(groups: Partial<Record<Group, string>>): void {
    if (groups.pending !== undefined) this.#run.pending = Number(groups.pending);
    if (groups.ms !== undefined) this.#run.ms = Number(groups.ms);
  }

  /** The last run, with the rest of an error that goes on over several lines. */
  lastRun(): Run | undefined {
    const run = this.#last;
    const failure = run?.failure;
    const open = this.#open;
    if (failure?.error !== undefined && open?.failure === failure) {
      const next = this.#lines.slice(open.index + 1, open.index + LONGEST_ERROR);
      const end = next.findIndex(line => open.until.test(line.text));
      const more = (end === -1 ? next : next.slice(0, end)).map(line => line.text);
      failure.error = [failure.error, ...more].join('\n').trimEnd();
    }
    return run;
  }
}
