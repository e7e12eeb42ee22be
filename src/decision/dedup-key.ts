import { hash } from 'node:crypto';
import type { RunFacts } from '../github/run-facts.ts';
import type { Inputs } from '../inputs/inputs.ts';
import type { Secret } from '../primitives/secret.ts';
import { cleanText, fillTemplate } from '../primitives/text.ts';
import {
  cutRedacted,
  hashRedacted,
  hashSecretly,
  type Redacted,
  type Redactor,
  redacted,
} from '../redaction/redaction.ts';

/** PagerDuty's limit, in characters; counted in UTF-16 units, the safe side. https://developer.pagerduty.com/docs/send-alert-event */
export const DEDUP_KEY_LIMIT = 255;
const HASH_LENGTH = 32;
/** Hex digits that tell two databases, or two texts that were redacted, apart. */
const SHORT_HASH_LENGTH = 8;

/** The parts of which a key is made; empty ones are left out. Never a run id, an attempt, a commit or a time. */
export interface KeyParts {
  /** The *input*, never a name found in a report: the failure's key must equal that of the later success. */
  readonly migration: string;
  readonly environment: string;
  readonly database: string;
  /** What tells the database from others of this name, hashed. */
  readonly databaseHash: string;
  readonly repository: string;
  readonly workflow: string;
  readonly job: string;
  readonly matrix: string;
  /** The step of a wrapper without a migration. */
  readonly step: string;
}

/** With what a key is redacted, and with what those that redaction would join are told apart. */
export interface KeyRedaction {
  readonly redactor: Redactor;
  readonly routingKeys: readonly Secret[];
  /** The name of the service where there is no routing key. */
  readonly service: string;
}

type KeyInputs = Pick<Inputs, 'migration' | 'environment' | 'database' | 'run' | 'eventAction'>;

/** The parts that inputs and run give. */
export function keyParts(
  { migration, environment, database, run, eventAction }: KeyInputs,
  { repository, workflow, job, matrixValues, step }: RunFacts,
): KeyParts {
  const identity = database?.identity ?? '';
  // Steps that report or acknowledge never have it: a step for the failure and one for the success must meet.
  const named = run !== '' && migration === '' && eventAction !== 'acknowledge';
  return {
    migration,
    environment,
    database: database?.label ?? '',
    databaseHash: identity === '' ? '' : hash('sha256', identity).slice(0, SHORT_HASH_LENGTH),
    repository,
    workflow,
    job,
    // An empty value would leave no trace.
    matrix: matrixValues.map(value => escapePart(value) || '%').join('-'),
    step: named ? step : '',
  };
}

/**
 * The incident's name: the same for the failure and for the success that mends it. `template` is the user's and stands
 * as written; when it is empty the parts decide. At most 255 characters: a longer key keeps its head and ends in a hash.
 */
export async function makeDedupKey(template: string, parts: KeyParts, redaction: KeyRedaction): Promise<Redacted> {
  const { databaseHash, step, ...named } = { ...parts, environment: parts.environment || 'unset' };
  const database = [named.database, databaseHash].filter(part => part !== '').join('-');
  // PagerDuty would refuse a blank key, or invent one that no later success could close.
  const own = await redactKey(fillTemplate(template, { ...named, database }), redaction);
  return shorten(own || (await redactKey(defaultKey({ ...named, databaseHash, step }), redaction)));
}

const SLOW = redacted`-slow`;

/** The name of the incident that the command still runs, beside `key`, that of its end: on an acknowledged incident the failure would notify nobody. */
export function slowKey(key: Redacted): Redacted {
  return redacted`${shorten(key, DEDUP_KEY_LIMIT - SLOW.length)}${SLOW}`;
}

function defaultKey(parts: KeyParts): string {
  const cause =
    parts.migration === ''
      ? [parts.repository, parts.workflow, parts.job, parts.environment]
      : [parts.migration, parts.environment, parts.repository];
  const rest = [escapePart(parts.database), parts.databaseHash, parts.matrix, escapePart(parts.step)];
  return ['confiture', ...cause, ...rest].filter(part => part !== '').join('-');
}

/** `text` such that joined with others by `-` it is told from all others: `a-b` and `c` are not `a` and `b-c`. */
export function escapePart(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('-', '%2D');
}

// Two tenants of which each is a secret would be one incident.
async function redactKey(text: string, { redactor, routingKeys, service }: KeyRedaction): Promise<Redacted> {
  const raw = cleanText(text.replace(/\s+/g, ' ').trim());
  const key = await redactor.redact(raw);
  if (key.trim() === '') return redacted``;
  const salt = routingKeys[0]?.reveal() ?? service;
  // Nothing is sent without either, and a bare hash could be guessed.
  if (key === raw || salt === '') return key;
  return redacted`${key}-${hashSecretly(raw, salt, SHORT_HASH_LENGTH)}`;
}

function shorten(key: Redacted, limit = DEDUP_KEY_LIMIT): Redacted {
  if (key.length <= limit) return key;
  return redacted`${cutRedacted(key, limit - HASH_LENGTH)}${hashRedacted(key, HASH_LENGTH)}`;
}
