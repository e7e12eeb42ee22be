import type { Category, Dialect } from '../databases/databases.ts';
import type { DatabaseState, Group, Rule } from '../tools/rule.ts';

/** What a tool's output tells of one failure. */
export interface Failure {
  migration?: string;
  error?: string;
  /** The error is the tool's own wording: the database's says more. */
  vague?: boolean;
  sqlstate?: string;
  type?: string;
  class?: string;
  category?: Category;
  state?: DatabaseState;
  /** What the tool printed as its advice, and what the table knows better. */
  advice?: string;
  remedy?: string;
}

/** One run of a tool, as its output tells it. */
export interface Run {
  opened: boolean;
  /** A migration has begun or ended. */
  moved: boolean;
  /** A line of its own said so; else only the failure names one. */
  announced: boolean;
  /** Another command than migrating up: a `rollback` takes migrations back, a `check` leaves them alone. */
  other: 'no' | 'rollback' | 'check';
  rehearsal: 'none' | 'analysis' | 'execution';
  database?: string;
  server?: string;
  schema?: string;
  dialect?: Dialect;
  pending?: number;
  begun?: { readonly migration: string };
  readonly done: string[];
  /** What `done` holds, for looking up. */
  readonly names: Set<string>;
  readonly reverted: string[];
  /** How many of `done` were committed, where the tool tells. */
  committed: number;
  failure?: Failure;
  ended?: 'success' | 'nothing-pending';
  rolledBack?: 'migration' | 'run';
  /** The output came after the error. */
  late: boolean;
  pieces: boolean;
  piecesAlways: boolean;
  ms?: number;
  /** The index of the last line about begin or end; -1: none. */
  at: number;
  /** The first and the last line that a rule of weight fitted: indices into the lines that were read; -1: none. */
  from: number;
  to: number;
  /** How many lines its tool's rules fitted. */
  hits: number;
  /** The indices of the lines that the failure was read from. */
  readonly lines: number[];
}

/** A run of which nothing is told yet. */
export function newRun(): Run {
  return {
    opened: false,
    moved: false,
    announced: false,
    other: 'no',
    rehearsal: 'none',
    done: [],
    names: new Set(),
    reverted: [],
    committed: 0,
    late: false,
    pieces: false,
    piecesAlways: false,
    at: -1,
    from: -1,
    to: -1,
    hits: 0,
    lines: [],
  };
}

/** What a line that fits `rule` tells of a failure. */
export function factsOf(rule: Rule, groups: Partial<Record<Group, string>>, migration: string | undefined): Failure {
  const facts: Failure = {};
  if (migration !== undefined) facts.migration = migration;
  const error = groups.error?.trim() || rule.error;
  if (error) {
    facts.error = error;
    facts.vague = rule.vague === true;
  }
  if (groups.sqlstate !== undefined) facts.sqlstate = groups.sqlstate;
  const type = groups.type ?? rule.type;
  if (type !== undefined) facts.type = type;
  if (groups.class !== undefined) facts.class = groups.class;
  if (rule.category !== undefined) facts.category = rule.category;
  if (rule.state !== undefined) facts.state = rule.state;
  if (groups.advice !== undefined) facts.advice = groups.advice;
  if (rule.remedy !== undefined) facts.remedy = rule.remedy;
  return facts;
}

/** Adds `facts` to what is known of a failure; what is known stays, unless they overrule. */
export function fill(failure: Failure, facts: Failure, overrule: boolean): void {
  Object.assign(failure, overrule ? { ...failure, ...facts } : { ...facts, ...failure });
}

/** What tells the database of a run from others. */
export type Place = Readonly<Partial<Record<'database' | 'server' | 'schema', string>>>;

const PLACES = ['database', 'server', 'schema'] as const;

/** The place that a line names. What a runner or a tool has masked may be any. */
export function placeOf(groups: Partial<Record<Group, string>>): Place {
  const told = PLACES.flatMap(name => {
    const value = groups[name];
    return value === undefined || value === '' || value.includes('***') ? [] : [[name, value] as const];
  });
  return Object.fromEntries(told);
}

/** Whether two places are known to be of different databases. */
export function isElsewhere(one: Place, other: Place): boolean {
  return PLACES.some(name => one[name] !== undefined && other[name] !== undefined && one[name] !== other[name]);
}

/** A migration's name as a person says it, `20260102120000_add_payment_table`: that of its file, without what only a file needs. */
export function nameMigration({
  migration,
  script,
  version,
  name,
}: Partial<Record<Group, string>>): string | undefined {
  if (version !== undefined) {
    const words = name?.trim().replace(/\W+/g, '_').slice(0, 200);
    return words ? `${version}_${words}` : version;
  }
  if (script !== undefined) return script;
  return migration?.trim().replace(/(?:\.up)?\.(?:sql|[cm]?[jt]s|go|py|rb|java|xml|ya?ml)$/, '');
}
