import type { PolicyTable, TypeEntries } from '../inputs/policy-table.ts';
import type { Severity } from '../inputs/severity.ts';
import { findEntry, findEnvironment } from './environments.ts';

/** The severities that hold where the user's do not: production pages loudest. */
const BUILT_IN_SEVERITY: PolicyTable<Severity> = [
  ['production', [['default', 'critical']]],
  ['staging', [['default', 'error']]],
  ['default', [['default', 'warning']]],
];

/**
 * The value for an environment and an error: an exact name wins over a pattern, a pattern over `default`; within an
 * environment the first of `types` that has an entry wins. Undefined when nothing fits.
 */
export function lookUp<T>(table: PolicyTable<T>, environment: string, types: readonly string[]): T | undefined {
  const rest = table.filter(([name]) => name !== 'default');
  const own = findEnvironment(rest, environment);
  const fallback = table.find(([name]) => name === 'default')?.[1];
  return findType(own, types) ?? findType(fallback, types);
}

/** The severity of an event: by the user's table, else by the built-in one. */
export function lookUpSeverity(table: PolicyTable<Severity>, environment: string, types: readonly string[]): Severity {
  return lookUp(table, environment, types) ?? lookUp(BUILT_IN_SEVERITY, environment, types) ?? 'critical';
}

function findType<T>(entries: TypeEntries<T> | undefined, types: readonly string[]): T | undefined {
  if (entries === undefined) return undefined;
  const rest = entries.filter(([name]) => name !== 'default');
  for (const type of types) {
    const value = findEntry(rest, type.toLowerCase());
    if (value !== undefined) return value;
  }
  return entries.find(([name]) => name === 'default')?.[1];
}
