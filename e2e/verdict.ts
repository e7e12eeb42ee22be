import { type Dialect, PASSWORD } from './database.ts';
import { PERSON } from './statements.ts';
import type { Expected, Failure } from './stories.ts';
import type { Tool } from './tool.ts';
import type { Truth } from './truth.ts';

/** What was reported to the action: how the tool ended, what it was meant to be, and what really became of the database. */
export type Reported = { rc: number; dialect: Dialect; expected: Expected; truth: Truth };

/** What the action told PagerDuty then, and what came of it there. */
export type Told = {
  rc: number;
  /** Incidents of this job that are open now. */
  open: number;
  /** `payload.summary` and `payload.custom_details` of the last event. */
  title: string;
  details: Record<string, unknown>;
  /** The outputs `action` and `database-state`. */
  action: string;
  state: string;
  /** Everything that left or stays to be read: requests, outputs, log, job summary. */
  leaving: string;
};

/** What is wrong with what was told, each with what was expected and what was got; nothing when all is well. */
export function faults(tool: Pick<Tool, 'title'>, reported: Reported, told: Told): string[] {
  return [
    ...differs('exit code of the action', 0, told.rc),
    ...leaks(told.leaving),
    ...contradicts(reported, told),
    ...kept(tool, reported, told),
  ];
}

function kept(tool: Pick<Tool, 'title'>, { rc, expected, truth }: Reported, told: Told): string[] {
  if (expected === 'dry-run') {
    return [
      ...differs('exit code of the dry run', 0, rc),
      ...differs('action', 'none', told.action),
      ...differs('open incidents', 1, told.open),
    ];
  }
  // A log that holds a failure and a later success: where it does not tell that both are of one database, nothing is closed.
  if (expected === 'success-or-withheld' && told.action === 'none') return differs('open incidents', 1, told.open);
  if (expected === 'success' || expected === 'success-or-withheld') {
    return [
      ...differs('exit code of the mended migration', 0, rc),
      ...differs('state of the mended database', 'applied', truth.state),
      ...differs('action', 'resolve', told.action),
      ...differs('open incidents', 0, told.open),
    ];
  }
  return [...(rc === 0 ? ['the migration was to fail and ended with 0'] : []), ...wronglyPaged(tool, expected, told)];
}

function wronglyPaged(tool: Pick<Tool, 'title'>, { named, error, category }: Failure, told: Told): string[] {
  const detail = (name: string) => String(told.details[name] ?? '');
  return [
    ...differs('action', 'trigger', told.action),
    ...differs('open incidents', 1, told.open),
    ...lacks('title', /^\[PRODUCTION\] /, told.title),
    ...(named === undefined ? [] : lacks('migration', new RegExp(named), detail('migration'))),
    ...(named === undefined ? [] : lacks('title', new RegExp(named), told.title)),
    ...(error === undefined ? [] : lacks('error', literal(error), detail('error'))),
    ...(category === undefined ? [] : differs('category', category, detail('category'))),
    ...(told.details.tool === undefined && named === undefined
      ? []
      : lacks('tool', literal(tool.title), detail('tool'))),
    ...differs('output database-state', detail('database_state').split(' ')[0] ?? '', told.state),
  ];
}

/** The page may not know the state; what it says must be so. A run that found nothing to do may be called unchanged, a dry run nothing. */
function contradicts({ dialect, truth, expected }: Reported, { state: said, details }: Told): string[] {
  const other = { success: ['unchanged'], 'success-or-withheld': ['unchanged', ''], 'dry-run': [''] };
  const allowed: string[] = [truth.state, 'unknown', ...(typeof expected === 'string' ? other[expected] : [])];
  // Of a default a migration may opt out without a trace in the output: then the claim says so. MariaDB commits DDL whatever the default.
  const hedged =
    dialect !== 'mariadb' &&
    said === 'rolled-back' &&
    /unless a setting changes its transactions/.test(String(details.database_state ?? ''));
  return allowed.includes(said) || hedged
    ? []
    : [
        `database state: expected ${truth.state} or unknown, got ${said || '(nothing)'}; truth: ${JSON.stringify(truth)}`,
      ];
}

function leaks(leaving: string): string[] {
  const secrets = { 'the password of the database': PASSWORD, 'the value of a row': PERSON };
  return Object.entries(secrets).flatMap(([name, secret]) =>
    [secret, encodeURIComponent(secret)].some(form => leaving.includes(form)) ? [`${name} left: ${secret}`] : [],
  );
}

function differs(name: string, expected: string | number, got: string | number): string[] {
  return got === expected ? [] : [`${name}: expected ${expected}, got ${got === '' ? '(nothing)' : got}`];
}

function lacks(name: string, expected: RegExp, got: string): string[] {
  return expected.test(got) ? [] : [`${name}: expected ${expected.source}, got ${got || '(nothing)'}`];
}

function literal(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
}
