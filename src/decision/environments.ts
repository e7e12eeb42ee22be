/** Words of a name that say which environment it is. */
const WORDS: Readonly<Record<'production' | 'staging', readonly string[]>> = {
  production: ['production', 'prod', 'prd', 'live'],
  staging: ['staging', 'stage', 'stg'],
};
/** Behind these the word says the opposite: `non-prod`, `pre-production`. */
const NEGATIONS = ['pre', 'non', 'not', 'no'];
/** What a name of development holds. */
const OF_DEVELOPMENT = [
  ...['dev', 'develop', 'development', 'test', 'tests', 'testing', 'qa', 'ci'],
  ...['preview', 'local', 'sandbox', 'review'],
];
/** A name with one of these is not what its other word says: `live-demo`, `prod-like`. */
const OF_OTHERS = [
  ...OF_DEVELOPMENT,
  ...['demo', 'like', 'copy', 'clone', 'mirror', 'shadow', 'load', 'perf', 'training'],
];

/** The environment whose policy applies: an unset one counts as production, because a page too many beats one too few. */
export function policyEnvironment(environment: string): string {
  return environment === '' ? 'production' : environment;
}

/** What a name (lower-cased) is by its words: `prod-eu`, `eu_production`, `prod1` and `live.eu` are production; undefined: a name of its own. */
export function classifyEnvironment(name: string): 'production' | 'staging' | undefined {
  const words = wordsOf(name);
  if (words.some(word => OF_OTHERS.includes(word))) return undefined;
  const names = words.filter((_, index) => !NEGATIONS.includes(words[index - 1] ?? ''));
  const holds = (kind: keyof typeof WORDS): boolean => names.some(word => WORDS[kind].includes(word));
  if (holds('production')) return 'production';
  return holds('staging') ? 'staging' : undefined;
}

/** Whether the name (lower-cased) is plainly one of development, where a failure wakes nobody: `dev`, `qa-2`, and not `prod-test`. */
export function isDevelopment(name: string): boolean {
  const words = wordsOf(name);
  const isOther = words.some(word => [...WORDS.production, ...WORDS.staging].includes(word));
  return !isOther && words.some(word => OF_DEVELOPMENT.includes(word));
}

// Digits end a word: `prod1`, `2prod`.
function wordsOf(name: string): readonly string[] {
  return name.match(/\p{L}+/gu) ?? [];
}

/**
 * Whether `environment` (lower-cased) alerts by the list. An exact name decides; then `!name`, which excludes; then a
 * pattern, or the name that it is by its words. A list that only excludes means all others.
 */
export function alertsIn(list: readonly string[], environment: string): boolean {
  const excluded = list.filter(name => name.startsWith('!')).map(name => name.slice(1).trim());
  const included = list.filter(name => !name.startsWith('!'));
  const listed = excluded.length > 0 && included.length === 0 ? ['*'] : included;
  if (excluded.includes(environment)) return false;
  if (listed.includes(environment)) return true;
  if (excluded.some(pattern => isPattern(pattern, environment))) return false;
  if (listed.some(pattern => isPattern(pattern, environment) && saysSomething(pattern))) return true;
  return find(excluded, environment) === undefined && find(listed, environment) !== undefined;
}

/** The entry of an environment (lower-cased): its own, else that of the name that it is by its words; an exact name wins over a pattern. */
export function findEnvironment<T>(
  entries: readonly (readonly [name: string, value: T])[],
  environment: string,
): T | undefined {
  const names = entries.map(([name]) => name);
  const name = find(names, environment);
  return entries[name === undefined ? -1 : names.indexOf(name)]?.[1];
}

/** The first value whose name is `name`, else the first whose pattern fits it; `*` stands for anything. */
export function findEntry<T>(entries: readonly (readonly [name: string, value: T])[], name: string): T | undefined {
  return (entries.find(([each]) => each === name) ?? entries.find(([each]) => isPattern(each, name)))?.[1];
}

function find(patterns: readonly string[], environment: string): string | undefined {
  const kind = classifyEnvironment(environment);
  const fitting = (name: string): readonly string[] => patterns.filter(pattern => isPattern(pattern, name));
  // `prod` is another spelling of production; `prod-eu` is more than that, and a pattern for it is an entry of its own.
  const isSpelling = kind !== undefined && WORDS[kind].includes(environment);
  return [
    ...patterns.filter(pattern => pattern === environment),
    ...(isSpelling ? [] : fitting(environment).filter(saysSomething)),
    ...patterns.filter(pattern => pattern === kind),
    ...fitting(environment),
    ...(kind === undefined ? [] : fitting(kind)),
  ][0];
}

function saysSomething(pattern: string): boolean {
  return /[^*]/.test(pattern);
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
