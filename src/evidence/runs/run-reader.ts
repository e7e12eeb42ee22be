import type { Line } from '../lines/lines.ts';
import type { Group, Rule, Says, Tool } from '../tools/rule.ts';
import { ErrorText } from './error-lines.ts';
import { isCallersWord } from './exit-words.ts';
import { isWithin, type Sign, signOf } from './rule-fit.ts';
import { nameMigration, newRun, placeOf, type Run } from './run.ts';
import { isOfAnotherRun } from './run-borders.ts';
import { beginMigration, endMigration, endRun, markRun, Notes, tellFailure } from './run-changes.ts';

/**
 * The runs that `lines`, without trailing blanks, tell of by the rules of `tool`, in order.
 * Never throws; takes time in proportion to lines × rules, of which one look at a line spares most.
 */
export function readRuns(tool: Tool, lines: readonly Line[]): readonly Run[] {
  const reader = new RunReader(tool, lines);
  for (let index = 0; index < lines.length; index += 1) reader.readLine(index);
  return reader.runs;
}

// Lines of other commands that may stand before the only word of a tool.
const FEW_LINES = 12;

// The start of a traceback of Python: https://docs.python.org/3/library/traceback.html
const TRACEBACK = 'Traceback (most recent call last):';
const CHAINED = /^(?:The above exception was the direct cause|During handling of the above exception)/;

// They say more of a run that others have told of.
const LIGHT: ReadonlySet<Says> = new Set(['tells', 'again', 'present', 'rolls-back', 'leaves-pieces'] as const);

// More runs of one tool in one log are no runs; the last ones tell how it ended.
const MOST_RUNS = 1_000;

class RunReader {
  readonly runs: Run[] = [];
  readonly #tool: Tool;
  readonly #lines: readonly Line[];
  readonly #lastLine: number;
  readonly #opens: boolean;
  readonly #sign: Sign;
  readonly #after: readonly Rule[];
  #run = newRun();
  readonly #notes = new Notes();
  readonly #errors = new ErrorText();
  #before = '';
  #spoken = 0;
  #crashed = false;
  #again = false;
  readonly #said = new Set<Rule>();

  constructor(tool: Tool, lines: readonly Line[]) {
    this.#tool = tool;
    this.#lines = lines;
    this.#lastLine = lines.findLastIndex(line => line.text.trim() !== '' && !isCallersWord(line.text));
    this.#opens = tool.rules.some(rule => rule.says === 'opens');
    this.#sign = signOf(tool);
    this.#after = tool.rules.filter(rule => rule.after !== undefined);
  }

  readLine(index: number): void {
    const text = this.#lines[index]?.text ?? '';
    this.#errors.readLine(text);
    if (text === '') return;
    if (text.endsWith(TRACEBACK)) {
      this.#crashed = false;
      if (!CHAINED.test(this.#before)) this.#again = true;
    }
    const rules = this.#sign.test(text) ? this.#tool.rules : this.#after;
    for (const rule of rules) {
      if (rule.after !== undefined && !rule.after.test(this.#before)) continue;
      const match = rule.when.exec(text);
      if (match === null || !this.#applies(rule, index)) continue;
      this.#apply(rule, match.groups ?? {}, index);
    }
    this.#before = text;
    this.#spoken += 1;
  }

  #applies(rule: Rule, index: number): boolean {
    if (rule.atEnd === true && (index !== this.#lastLine || this.#isForeign())) return false;
    return rule.within === 'crash' ? this.#crashed : isWithin(rule.within, this.#run, this.#opens);
  }

  // Words that many programs could end with are this tool's where it has spoken before, or where hardly anybody has.
  #isForeign(): boolean {
    return this.runs.length === 0 && this.#spoken > FEW_LINES;
  }

  #apply(rule: Rule, groups: Partial<Record<Group, string>>, index: number): void {
    const migration = nameMigration(groups);
    const again = this.#again;
    const isAnother = isOfAnotherRun(this.#run, rule, { groups, migration, again, said: this.#said.has(rule) });
    if (isAnother) this.#start(rule.says === 'fails-too' || rule.says === 'tells');
    const run = this.#run;
    switch (rule.says) {
      case 'opens':
        run.opened = true;
        break;
      case 'again':
        this.#again = true;
        break;
      case 'present':
        this.#crashed = true;
        break;
      case 'begins':
        beginMigration(this.#tool, run, migration ?? '', index);
        this.#notes.clear();
        break;
      case 'ends':
        endMigration(run, migration, index);
        this.#notes.clear();
        break;
      case 'fails':
      case 'fails-too':
        tellFailure(this.#tool, run, rule, { groups, migration, index }, this.#notes.take());
        this.#again = false;
        break;
      case 'tells':
        if (run.failure === undefined || again) this.#notes.add(rule, groups, migration, index);
        else tellFailure(this.#tool, run, rule, { groups, migration, index }, undefined);
        break;
      case 'succeeds':
      case 'nothing-pending':
        endRun(run, rule.says, index);
        break;
      default:
        markRun(run, rule, migration, index);
    }
    this.#note(rule, groups, index);
  }

  /** What any line may tell, and that the run counts from its first line of weight on. */
  #note(rule: Rule, groups: Partial<Record<Group, string>>, index: number): void {
    const run = this.#run;
    if (groups.pending !== undefined) run.pending = Number(groups.pending);
    if (groups.ms !== undefined) run.ms = Number(groups.ms);
    Object.assign(run, placeOf(groups));
    if (rule.dialect !== undefined) run.dialect = rule.dialect;
    // Told again up a chain of exceptions it has gone on before.
    const isNew = run.failure?.error === groups.error?.trim();
    if (rule.until !== undefined && run.failure !== undefined && isNew) this.#errors.open(run.failure, rule.until);
    this.#said.add(rule);
    run.hits += 1;
    if (LIGHT.has(rule.says)) return;
    if (run.from === -1) run.from = index;
    run.to = index;
    if (rule.says === 'target' || this.runs.at(-1) === run) return;
    this.runs.push(run);
    if (this.runs.length > 2 * MOST_RUNS) this.runs.splice(0, MOST_RUNS);
  }

  #start(keepNotes = false): void {
    this.#run = newRun();
    this.#said.clear();
    if (!keepNotes) this.#notes.clear();
  }
}
