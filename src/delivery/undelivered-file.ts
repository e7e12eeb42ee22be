import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../github/run-facts.ts';
import type { AlertEvent } from '../page/alert-event.ts';
import { stringifyRedacted } from '../redaction/redaction.ts';
import { type Addressee, hashIncident, shortHash } from './addressee.ts';
import { type Dispatch, isUndelivered } from './delivery.ts';
import { attempt, jobFolder, writePrivately } from './private-file.ts';

/** Events that wait to be sent, a file each, for later steps of the job. No method throws, and none waits for anybody. */
export interface UndeliveredFiles {
  /** Keeps the event, without the routing key, where a later step can upload it. Gives its path; empty when it can't be written. */
  keep(event: AlertEvent, to: Addressee): string;
  /** Removes what was kept of an event: it has arrived. `path`: where else it lies, if anywhere. */
  drop(event: AlertEvent, to: Addressee, path?: string): void;
}

/** An event that did not reach all services yet. */
export interface UndeliveredEvent {
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

/** The files of undelivered events in the job's folder, or in a new one where that can't be written. */
export function createUndeliveredFiles(environment: Environment): UndeliveredFiles {
  const folder = jobFolder(environment);
  const keepBelow = (place: string, event: AlertEvent, to: Addressee): string =>
    writePrivately(place, fileName(event, to), stringifyRedacted(event));
  return {
    keep: (event, to) =>
      attempt(() => folder && keepBelow(folder, event, to), undefined) ||
      // A folder that nobody else could have prepared.
      attempt(() => keepBelow(mkdtempSync(join(tmpdir(), 'pagerduty-migration-alert-')), event, to), ''),
    drop(event, to, path = '') {
      const own = folder === undefined ? [] : [join(folder, fileName(event, to))];
      for (const place of [...own, ...(path === '' ? [] : [path])])
        attempt(() => rmSync(place, { force: true }), undefined);
    },
  };
}

function fileName(event: AlertEvent, to: Addressee): string {
  return `undelivered-${shortHash(event.event_action, hashIncident({ dedupKey: event.dedup_key, to }))}.json`;
}

/** Keeps what did not arrive, unless it is kept already, and drops what did. Gives the path; empty: nothing is kept. */
export function settle(
  files: UndeliveredFiles,
  { event, to, file }: { readonly event: AlertEvent; readonly to: Addressee; readonly file: string },
  outcome: Dispatch['outcome'],
): string {
  if (isUndelivered(outcome)) return file || files.keep(event, to);
  // An earlier step may have kept it, too.
  if (outcome === 'accepted') files.drop(event, to, file);
  return '';
}
