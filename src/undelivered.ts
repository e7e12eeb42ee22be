import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  /** A kept event; undefined when it can't be read. */
  read(path: string): AlertEvent | undefined;
  /** Removes a kept event. */
  drop(path: string): void;
  /** Remembers that a step of this job delivered an action for a key. */
  remember(dedupKey: string, action: Action): void;
  /** The last action that a step of this job delivered for a key; undefined when none did, or nobody can tell. */
  recall(dedupKey: string): string | undefined;
}

/** The outbox below `RUNNER_TEMP`, which the runner empties at the start and the end of a job. */
export function createOutbox(environment: Environment): Outbox {
  const folder = join(environment.RUNNER_TEMP || tmpdir(), 'pagerduty-migration-alert');
  const { GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' } = environment;
  // Only of this job and attempt: an old memory would silence a page.
  const memory = join(folder, `delivered-${hash(`${GITHUB_RUN_ID} ${GITHUB_RUN_ATTEMPT} ${GITHUB_JOB}`)}`);
  return {
    keep(event) {
      const path = join(folder, `undelivered-${hash(`${event.event_action} ${event.dedup_key}`)}.json`);
      return attempt(() => {
        mkdirSync(folder, { recursive: true });
        writeFileSync(path, stringifyRedacted(event), { mode: 0o600 });
        return path;
      }, '');
    },
    read: path => attempt(() => JSON.parse(readFileSync(path, 'utf8')) as AlertEvent, undefined),
    drop: path => attempt(() => rmSync(path, { force: true }), undefined),
    remember: (dedupKey, action) =>
      attempt(() => {
        mkdirSync(folder, { recursive: true });
        appendFileSync(memory, `${hash(dedupKey)} ${action}\n`);
      }, undefined),
    recall: dedupKey =>
      attempt(() => {
        if (!environment.RUNNER_TEMP) return undefined;
        const lines = readFileSync(memory, 'utf8').split('\n');
        return lines.findLast(line => line.startsWith(`${hash(dedupKey)} `))?.split(' ')[1];
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
