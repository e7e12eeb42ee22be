/** Something wrong that a person should hear of. `message` is raw text: it is redacted before it is printed. */
export interface Problem {
  /** `error` counts for `fail-on-error`; `warning` and `notice` never do. */
  readonly level: 'error' | 'warning' | 'notice';
  /** Names the thing, what was expected, what was got, and the likely cause or remedy. */
  readonly message: string;
}

/** The text of whatever was thrown, with its causes, on one line. Never throws, whatever `thrown` is. */
export function describeError(thrown: unknown): string {
  const parts: string[] = [];
  let current: unknown = thrown;
  for (let depth = 0; depth < 5 && current !== undefined && current !== null; depth += 1) {
    parts.push(current instanceof Error ? describeOne(current) : String(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.length === 0 ? String(thrown) : parts.join(': ');
}

function describeOne(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const inner = error instanceof AggregateError ? error.errors.map(each => describeError(each)).join('; ') : '';
  const message = error.message || inner || error.name;
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
