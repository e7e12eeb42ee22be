import type { PolicyTable, TypeEntries } from '../inputs/policy-table.ts';
import type { Severity } from '../inputs/severity.ts';

const CANONICAL: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  live: 'production',
  stage: 'staging',
  stg: 'staging',
};

/** The severities that hold where the user's do not: production pages loudest. */
const BUILT_IN_SEVERITY: PolicyTable<Severity> = [
  ['production', [['default', 'critical']]],
  ['staging', [['default', 'error']]],
  ['default', [['default', 'warning']]],
];

/** The environment whose policy applies: an unset one counts as production, because a page too many beats one too few. */
export function policyEnvironment(environment: string): string {
  return environment === '' ? 'production' : environment;
}

/** Whether `environment` (lower-cased) alerts: it, or the name it is short for, is listed or fits a pattern. */
export function alertsIn(environments: readonly string[], environment: string): boolean {
  return (
    find(
      environments.map(name => [name, true] as const),
      environmentNames(environment),
    ) ?? false
  );
}

/**
 * The value for an environment and an error: an exact name wins over a pattern, a pattern over `default`; within an
 * environment the first of `types` that has an entry wins. Undefined when nothing fits.
 */
export function lookUp<T>(table: PolicyTable<T>, environment: string, types: readonly string[]): T | undefined {
  const rest = table.filter(([name]) => name !== 'default');
  const own = find(rest, environmentNames(environment));
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
    const value = find(rest, [type.toLowerCase()]);
    if (value !== undefined) return value;
  }
  return entries.find(([name]) => name === 'default')?.[1];
}

function environmentNames(environment: string): readonly string[] {
  const canonical = Object.hasOwn(CANONICAL, environment) ? CANONICAL[environment] : undefined;
  return canonical === undefined ? [environment] : [environment, canonical];
}

function find<T>(entries: readonly (readonly [name: string, value: T])[], names: readonly string[]): T | undefined {
  for (const fits of [isExact, isPattern]) {
    for (const name of names) {
      const entry = entries.find(([pattern]) => fits(pattern, name));
      if (entry !== undefined) return entry[1];
    }
  }
  return undefined;
}

function isExact(pattern: string, name: string): boolean {
  return pattern === name;
}

// Piece by piece from the left, so that no pattern takes long.
function isPattern(pattern: string, name: string): boolean {
  const [head = '', ...pieces] = pattern.split('*');
  const tail = pieces.pop();
  if (tail === undefined || !name.startsWith(head)) return false;
  let position = head.length;
  for (const piece of pieces) {
    const found = name.indexOf(piece, position);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return name.endsWith(tail) && name.length - tail.length >= position;
}
