export { type Category, categorise } from './category.ts';
export { type Dialect, rollsBackDdl } from './dialect.ts';
export { findDialect } from './dialect-clues.ts';
export { type DatabaseError, findErrors } from './errors.ts';
export { findProcessEnd, type ProcessEnd, readProcessEnd } from './process-end.ts';
