import { categorise } from '../databases/category.ts';
import { dialectOfDriver } from '../databases/dialect.ts';
import { cleanError, findSqlstate, isFromOtherDatabase, isOutsideTransaction } from '../databases/error-text.ts';
import { BY_DEFAULT, countApplied, judgeFailure } from '../runs/database-state.ts';
import { atlas } from '../tools/atlas.ts';
import { nameNextStep } from '../tools/next-step.ts';
import { cutLines, isObject, nothingPending, type Report, textOf } from './report.ts';

/**
 * Atlas' `migrate apply --format '{{ json . }}'`. Undefined when `document` is none.
 * https://atlasgo.io/versioned/apply (fields: cmd/atlas/internal/cmdlog of ariga/atlas)
 */
export function readAtlas(document: unknown): Report | undefined {
  if (!isObject(document) || typeof document.Driver !== 'string' || typeof document.Dir !== 'string') return undefined;
  if (
    !(
      'Applied' in document ||
      'Pending' in document ||
      'Target' in document ||
      'Message' in document ||
      'Error' in document
    )
  ) {
    return undefined;
  }
  const files = Array.isArray(document.Applied) ? document.Applied.filter(isObject) : [];
  const failed = files.find(file => isObject(file.Error));
  const done = files.filter(file => !isObject(file.Error)).map(nameFile);
  const message =
    (failed !== undefined && isObject(failed.Error) ? textOf(failed.Error.Text) : '') || textOf(document.Error);
  if (failed === undefined && message === '') {
    const last = done.at(-1);
    return {
      tool: 'Atlas',
      verdict: 'success',
      ...(last === undefined ? {} : { migration: last }),
      databaseState: 'applied',
      applied: done,
      ...nothingPending(done.length === 0),
    };
  }
  const pending = Array.isArray(document.Pending) ? document.Pending.length : undefined;
  const statement = failed !== undefined && isObject(failed.Error) ? textOf(failed.Error.Stmt) : '';
  const sqlstate = findSqlstate(message);
  const category = categorise({ sqlstate: sqlstate ?? '', message });
  const migration = failed === undefined ? '' : nameFile(failed);
  const { state, applied, pieces, byDefault } = judgeFailure({
    transaction: 'each-by-default',
    dialect: dialectOfDriver(document.Driver),
    done,
    committed: 0,
    reverted: [],
    told: failed === undefined ? 'unknown' : undefined,
    rolledBack: undefined,
    pieces: isFromOtherDatabase(message) || isOutsideTransaction(statement),
    neverConnected: false,
    nothingBegun: false,
  });
  const error = cleanError(message);
  return {
    tool: 'Atlas',
    verdict: 'failure',
    ...(migration === '' ? {} : { migration }),
    ...(error === '' ? {} : { error }),
    ...(sqlstate === undefined ? {} : { errorType: sqlstate, sqlstate }),
    category,
    databaseState: state,
    ...(state === 'partial' ? { stateDetail: countApplied(applied.length, pending) } : {}),
    ...(byDefault ? { stateDetail: BY_DEFAULT } : {}),
    nextStep: nameNextStep(atlas, { category, state, migration, pieces, byDefault }),
    applied,
    excerpt: cutLines([statement, message].filter(part => part !== '').join('\n')),
  };
}

function nameFile(file: Readonly<Record<string, unknown>>): string {
  return (
    textOf(file.Name).replace(/\.sql$/, '') ||
    [textOf(file.Version), textOf(file.Description)].filter(part => part !== '').join('_')
  );
}
