import type { RunFacts } from '../github/run-facts.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { fillTemplate } from '../primitives/text.ts';
import { cutRedacted, hashRedacted, type Redacted, type Redactor, redacted } from '../redaction/redaction.ts';

/** PagerDuty's limit, in characters; counted in UTF-16 units, the safe side. https://developer.pagerduty.com/docs/send-alert-event */
export const DEDUP_KEY_LIMIT = 255;
const HASH_LENGTH = 32;

/** The parts of which a key is made; empty ones are left out. Never a run id, an attempt, a commit or a time. */
export interface KeyParts {
  readonly [part: string]: string;
  /** The *input*, never a name found in a report: the failure's key must equal that of the later success. */
  readonly migration: string;
  readonly environment: string;
  readonly database: string;
  readonly repository: string;
  readonly workflow: string;
  readonly job: string;
  readonly matrix: string;
}

/** The parts that inputs and run give. */
export function keyParts(
  { migration, environment, database }: Pick<Inputs, 'migration' | 'environment' | 'database'>,
  { repository, workflow, job, matrix }: RunFacts,
): KeyParts {
  return { migration, environment, database: database?.label ?? '', repository, workflow, job, matrix };
}

/**
 * The incident's name: the same for the failure and for the success that mends it. `template` is the user's and stands
 * as written; when it is empty the parts decide. At most 255 characters: a longer key keeps its head and ends in a hash.
 */
export async function makeDedupKey(template: string, parts: KeyParts, redactor: Redactor): Promise<Redacted> {
  const named = { ...parts, environment: parts.environment || 'unset' };
  const clean = async (text: string): Promise<Redacted> => {
    const key = await redactor.redact(text.replace(/\s+/g, ' ').trim());
    return key.trim() === '' ? redacted`` : key;
  };
  // PagerDuty would refuse a blank key, or invent one that no later success could close.
  return shorten((await clean(fillTemplate(template, named))) || (await clean(defaultKey(named))));
}

function defaultKey(parts: KeyParts): string {
  const cause =
    parts.migration === ''
      ? [parts.repository, parts.workflow, parts.job, parts.environment]
      : [parts.migration, parts.environment, parts.repository];
  return ['confiture', ...cause, parts.database, parts.matrix].filter(part => part !== '').join('-');
}

function shorten(key: Redacted): Redacted {
  if (key.length <= DEDUP_KEY_LIMIT) return key;
  return redacted`${cutRedacted(key, DEDUP_KEY_LIMIT - HASH_LENGTH)}${hashRedacted(key, HASH_LENGTH)}`;
}
