import { createRedactor, type Redactor, type RedactorOptions } from '../../src/redaction/redaction.ts';
import { findSecrets } from '../../src/redaction/secret-finder.ts';

/** A redactor with real rules and no known values, unless it is said otherwise. */
export function makeRedactor(options: Partial<RedactorOptions> = {}): Redactor {
  return createRedactor({ secrets: [], environment: {}, patterns: '', findSecrets, ...options });
}
