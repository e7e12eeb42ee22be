import { type Category, categorise } from '../databases/category.ts';
import { cleanError } from '../databases/error-text.ts';
import { findErrors } from '../databases/errors.ts';
import { saysSomething } from '../databases/sqlstate.ts';
import { countApplied, judgeFailure } from '../runs/database-state.ts';
import { flyway } from '../tools/flyway.ts';
import { FIRST_WORDS } from '../tools/flyway-errors.ts';
import { nameNextStep } from '../tools/next-step.ts';
import { cutLines, isObject, nothingPending, type Report, textOf } from './report.ts';

/**
 * Flyway's `-outputType=json`, 9 to 11: the result of `migrate` and the bare error. Undefined when `document` is neither.
 * https://documentation.red-gate.com/flyway
 */
export function readFlyway(document: unknown): Report | undefined {
  if (!isObject(document)) return undefined;
  const failure = isObject(document.error) ? document.error : undefined;
  if (typeof document.flywayVersion !== 'string') {
    const isBare = failure !== undefined && typeof failure.errorCode === 'string' && 'stackTrace' in failure;
    return isBare ? describeFailure(failure, [], false) : undefined;
  }
  const operation = textOf(document.operation);
  if (operation !== '' && operation !== 'migrate') {
    return { tool: 'Flyway', verdict: 'other-command', databaseState: 'unknown', applied: [] };
  }
  const list = Array.isArray(document.migrations) ? document.migrations : [];
  const applied = list.map(nameMigration).filter(name => name !== '');
  const ms = typeof document.totalMigrationTime === 'number' ? { durationMs: document.totalMigrationTime } : {};
  if (document.success === true) {
    const last = applied.at(-1);
    return {
      tool: 'Flyway',
      verdict: 'success',
      ...(last === undefined ? {} : { migration: last }),
      databaseState: 'applied',
      applied,
      ...nothingPending(list.length === 0),
      ...ms,
    };
  }
  if (document.success !== false && failure === undefined) return undefined;
  return { ...describeFailure(failure ?? {}, applied, document.databaseType === 'PostgreSQL'), ...ms };
}

function describeFailure(
  failure: Readonly<Record<string, unknown>>,
  done: readonly string[],
  transactional: boolean,
): Report {
  const message = textOf(failure.message);
  const code = textOf(failure.errorCode);
  const told = textOf(failure.sqlState) || (/^SQL State {2}: ([0-9A-Z]{5})$/m.exec(message)?.[1] ?? '');
  const sqlstate = saysSomething(told) ? told : undefined;
  const checksum = /^Migration checksum mismatch for migration (?:version )?(.+)$/m.exec(message);
  const words = /^Message {4}: ([\s\S]*?)(?=^\w[\w ]*: |$(?![\s\S]))/m.exec(message)?.[1] ?? checksum?.[0] ?? message;
  const category = categoriseFailure(code, message, categorise({ code, sqlstate: sqlstate ?? '', message: words }));
  const ran = /^FAILED_\w+_MIGRATION$/.test(code);
  const migration = ran ? nameScript(failure, message) : (checksum?.[1]?.trim() ?? '');
  const error = cleanError(words);
  // "A migration failed" says less than why it did.
  const type = ran || code === 'ERROR' || code === '' ? sqlstate : code;
  const { state, applied, pieces } = judgeFailure({
    transaction: transactional ? 'each' : 'none',
    dialect: transactional ? 'postgresql' : undefined,
    done,
    committed: 0,
    reverted: [],
    told: ran ? undefined : BEFORE_ANY.test(code) || FIRST.test(message) ? 'unchanged' : 'unknown',
    rolledBack: undefined,
    pieces: /non-transactional|\bCONCURRENTLY\b/i.test(message),
    neverConnected: false,
    nothingBegun: false,
  });
  return {
    tool: 'Flyway',
    verdict: 'failure',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    ...(type === undefined ? {} : { errorType: type }),
    ...(sqlstate === undefined ? {} : { sqlstate }),
    category,
    databaseState: state,
    ...(state === 'partial' ? { stateDetail: countApplied(applied.length, undefined) } : {}),
    nextStep: nameNextStep(flyway, { category, state, migration, pieces }),
    applied,
    excerpt: cutLines(message),
  };
}

// What comes up before the first migration: CoreErrorCode of https://github.com/flyway/flyway, and the words of the many that are `ERROR`.
const SETTINGS = /^(?:CONFIGURATION|JDBC_DRIVER|DUPLICATE_|NON_EMPTY_SCHEMA|ENVIRONMENT_)/;
const BEFORE_ANY =
  /^(?:DB_CONNECTION|VALIDATE_ERROR|SCHEMA_DOES_NOT_EXIST|CONFIGURATION\w*|JDBC_DRIVER|DUPLICATE_\w+|NON_EMPTY_SCHEMA\w*|ENVIRONMENT_\w+|CHECKSUM_\w+|\w+_MISMATCH|\w+_NOT_(?:RESOLVED|APPLIED)|OUTDATED_\w+|FAILED_BASELINE_MIGRATION)$/;
const FIRST = new RegExp(`^\\s*${FIRST_WORDS}`);

/** What the vendor's code in the block says, where SQLSTATE and words say no more than that it failed. */
function categoriseFailure(code: string, message: string, category: Category): Category {
  if (category !== 'DatabaseError') return category;
  if (SETTINGS.test(code)) return 'ConfigurationError';
  return findErrors(message.split('\n').map(text => ({ text })))[0]?.category ?? category;
}

function nameScript(failure: Readonly<Record<string, unknown>>, message: string): string {
  const script = textOf(failure.path) || (/^(?:ERROR: )?(?:Script|Migration) (\S+) failed/m.exec(message)?.[1] ?? '');
  return baseName(script);
}

function nameMigration(item: unknown): string {
  if (!isObject(item)) return '';
  return (
    baseName(textOf(item.filepath)) ||
    [textOf(item.version), textOf(item.description)].filter(part => part !== '').join(' - ')
  );
}

function baseName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? '').replace(/\.(?:sql|java|class)$/, '');
}
