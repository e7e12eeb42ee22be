import { types } from 'node:util';
import { withoutStop } from './text.ts';

/** Something wrong that a person should hear of. `message` is raw text: it is redacted before it is printed. */
export interface Problem {
  /** `error` counts for `fail-on-error`; `warning` and `notice` never do. */
  readonly level: 'error' | 'warning' | 'notice';
  /** Names the thing, what was expected, what was got, and the likely cause or remedy. */
  readonly message: string;
}

/**
 * The text of whatever was thrown, with its causes, on one line and without a full stop: it is a part of our sentences.
 * Never throws, whatever `thrown` is.
 */
export function describeError(thrown: unknown): string {
  return withoutStop(describeChain(thrown, DEEPEST).replace(/\s*\n\s*/g, ' '));
}

const DEEPEST = 5;

// Reading a foreign object can throw: getters, proxies and toString are code.
function describeChain(thrown: unknown, levels: number): string {
  try {
    // Not instanceof: an error of another realm, such as that of a vm context, is one too.
    if (!types.isNativeError(thrown)) return String(thrown);
    const { cause } = thrown;
    const followed = levels > 1 && cause !== undefined && cause !== null && cause !== thrown;
    return [describeOne(thrown, levels), ...(followed ? [describeChain(cause, levels - 1)] : [])].join(': ');
  } catch {
    return 'an error without a readable text';
  }
}

function describeOne(error: Error, levels: number): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const parts = 'errors' in error && Array.isArray(error.errors) && levels > 1 ? error.errors.slice(0, DEEPEST) : [];
  const message = String(error.message || parts.map(each => describeChain(each, levels - 1)).join('; ') || error.name);
  return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
