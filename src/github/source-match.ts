import type { SourcePlace } from '../evidence/source-places.ts';

/** The failed migration's file among others, and the line where the output tells one. */
export interface MatchedSource {
  /** As it stands among the files. */
  readonly path: string;
  readonly line?: number;
}

/** What is known of the failed migration. Raw. */
export interface SourceClues {
  /** As the tool or the user names it; empty: not known. */
  readonly migration: string;
  /** Places that the output names. */
  readonly places: readonly SourcePlace[];
}

/** Endings of files that migrations are written in. */
export const SOURCE_FILE = /\.(?:sql|py|rb|[cm]?[jt]s|go|php|exs?|java|kt|cs|xml|ya?ml|json)$/;

/**
 * The one of `files` (paths relative to the workspace, with `/`) that is the failed migration's: by its name, among several of the
 * name by the path that was printed; without a name the script that the output names last. Undefined where several could be meant.
 * Pure.
 */
export function matchSource(files: readonly string[], { migration, places }: SourceClues): MatchedSource | undefined {
  // Liquibase: `changelog.xml::id::author`
  const [file = ''] = migration.split('::');
  const isPath = SOURCE_FILE.test(file);
  const told = isPath ? [{ path: file }] : places;
  const printed = told.flatMap(place => resolve(files, place.path));
  const path =
    isPath || migration === ''
      ? printed.findLast(each => isPath || isMigration(each))
      : only(findByName(files, migration), printed);
  if (path === undefined) return undefined;
  const own = places.findLast(each => each.line !== undefined && isPlaceIn(each.path, path, files));
  return own?.line === undefined ? { path } : { path, line: own.line };
}

function only(named: readonly string[], printed: readonly string[]): string | undefined {
  if (named.length === 1) return named[0];
  const both = new Set(named.filter(each => printed.includes(each)));
  return both.size === 1 ? [...both][0] : undefined;
}

function isPlaceIn(printed: string, path: string, files: readonly string[]): boolean {
  return printed === '' || resolve(files, printed).includes(path);
}

// Where nobody names the migration: what is a script, or lies where migrations do.
function isMigration(path: string): boolean {
  return path.endsWith('.sql') || /(?:^|\/)(?:migrations?|migrate|versions|changelogs?)\//i.test(path);
}

/** The one file that a printed path means: the tool may have run in another folder, or in a container. */
function resolve(files: readonly string[], printed: string): string[] {
  if (printed === '') return [];
  const whole = files.filter(file => isEndOf(printed, file) || isEndOf(file, printed));
  if (whole.length > 0) return unique(whole);
  const [name = '', folder = ''] = printed.split('/').reverse();
  return folder === '' ? [] : unique(files.filter(file => isEndOf(file, `${folder}/${name}`)));
}

function unique(found: readonly string[]): string[] {
  return found.length === 1 ? [...found] : [];
}

function isEndOf(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`);
}

function findByName(files: readonly string[], migration: string): readonly string[] {
  // Django: `shop.0002_payment` is shop/migrations/0002_payment.py.
  const [, app, rest] = /^(\w+)\.(\d{4}_\w+)$/.exec(migration) ?? [];
  if (app !== undefined) return files.filter(file => isEndOf(file, `${app}/migrations/${rest}.py`));
  const key = keyOf(migration);
  if (key.length < SHORTEST_KEY) return [];
  const candidates = files.filter(file => !BACKWARDS.test(file));
  const exact = candidates.filter(file => keyOf(nameOf(file)) === key);
  if (exact.length > 0 || !VERSION.test(migration)) return exact;
  return candidates.filter(file =>
    nameOf(file)
      .split(/[^0-9A-Za-z]+/)
      .some(word => keyOf(word) === key),
  );
}

/** Shorter names are in too many files. */
const SHORTEST_KEY = 4;
/** What undoes or checks a migration. */
const BACKWARDS =
  /(?:\.(?:down|undo|rollback|verify|test|spec|d)\.[a-z]+|(?:^|\/)(?:revert|verify|down)(?:\/[^/]*|\.sql))$/i;
/** A version or revision alone, without the name that the file goes on with. */
const VERSION = /^(?:[Vv]?\d+|[0-9a-f]{12}|[0-9a-f]{40})$/;
/** Files of a folder that has the migration's name: Prisma, Diesel, drizzle-kit. */
const FOLDER_FILE = /^(?:migration|migrate|up|upgrade|index)$/i;

function nameOf(path: string): string {
  const [file = '', folder = ''] = path.split('/').reverse();
  const name = file.replace(SOURCE_FILE, '').replace(/\.up$/i, '');
  return FOLDER_FILE.test(name) ? folder : name;
}

// `V3__add_payment`, `3_AddPayment` and `000003_add_payment` are one name, `AddPayment1700000000000` and `1700000000000-AddPayment`, too.
function keyOf(name: string): string {
  const bare = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const [stamp = ''] = /\d{8,}/.exec(bare) ?? [];
  return (stamp + (stamp === '' ? bare : bare.replace(stamp, ''))).replace(/^v(?=\d)/, '').replace(/^0+(?=\d)/, '');
}
