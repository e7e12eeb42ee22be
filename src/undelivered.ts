import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from './decision.ts';
import type { AlertEvent } from './event.ts';
import { stringifyRedacted } from './redaction.ts';
import type { Environment } from './run-facts.ts';

/** What this job's steps keep on disk between them: events that wait to be sent, and what was delivered. No method throws. */
export interface Outbox {
  /** Keeps the event, without the routing key, where a later step can upload it. Gives its path; empty when it can't be written. */
  keep(event: AlertEvent): string;
  /** Removes a kept event. */
  drop(path: string): void;
  /** Remembers that a step of this job delivered an action, by an event made at `madeAt`, for a key. */
  remember(dedupKey: string, action: Action, madeAt: number): void;
  /** The last action that a step of this job delivered for a key; undefined when none did, or nobody can tell. */
  recall(dedupKey: string): Memory | undefined;
}

/** An event that did not reach all services yet. */
export interface Waiting {
  readonly event: AlertEvent;
  /** Where it is kept for a later step; empty when it could not be written. */
  readonly file: string;
  /** When it was made, in milliseconds since the epoch. */
  readonly madeAt: number;
  /** Which routing keys, counted from 0, are still to be told. */
  readonly unreached: readonly number[];
  /** A service refused it for good. */
  readonly refused: boolean;
  /** Main has said what became of it: it was not ended before. */
  readonly said: boolean;
}

/** What was delivered, and when its event was made, in milliseconds since the epoch. */
export interface Memory {
  readonly action: string;
  readonly madeAt: number;
}

/** The outbox below `RUNNER_TEMP`, which the runner empties at the start and the end of a job. */
export function createOutbox(environment: Environment): Outbox {
  const { RUNNER_TEMP = '', GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' } = environment;
  const folder = RUNNER_TEMP === '' ? undefined : join(RUNNER_TEMP, 'pagerduty-migration-alert');
  // Only of this job and attempt: an old memory would silence a page.
  const job = hash(`${GITHUB_RUN_ID} ${GITHUB_RUN_ATTEMPT} ${GITHUB_JOB}`);
  const memory = folder && join(folder, `delivered-${job}`);
  const keepBelow = (place: string, event: AlertEvent): string => {
    const path = join(place, `undelivered-${hash(`${event.event_action} ${event.dedup_key}`)}.json`);
    mkdirSync(place, { recursive: true });
    writeFileSync(path, stringifyRedacted(event), { mode: 0o600 });
    return path;
  };
  return {
    keep: event =>
      attempt(() => folder && keepBelow(folder, event), undefined) ||
      // A folder that nobody else could have prepared.
      attempt(() => keepBelow(mkdtempSync(join(tmpdir(), 'pagerduty-migration-alert-')), event), ''),
    drop: path => attempt(() => rmSync(path, { force: true }), undefined),
    remember: (dedupKey, action, madeAt) =>
      attempt(() => {
        if (folder === undefined || memory === undefined) return;
        mkdirSync(folder, { recursive: true });
        appendFileSync(memory, `${hash(dedupKey)} ${action} ${madeAt}\n`);
      }, undefined),
    recall: dedupKey =>
      attempt(() => {
        const lines = memory === undefined ? [] : readFileSync(memory, 'utf8').split('\n');
        const [, action, madeAt] = lines.findLast(line => line.startsWith(`${hash(dedupKey)} `))?.split(' ') ?? [];
        return action === undefined ? undefined : { action, madeAt: Number(madeAt) };
      }, undefined),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
