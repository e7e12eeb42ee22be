import { hash } from 'node:crypto';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Action } from '../decision/decision.ts';
import type { Environment } from '../github/run-facts.ts';
import type { AlertEvent } from '../page/event.ts';
import { stringifyRedacted } from '../redaction/redaction.ts';
import { type Addressee, type Dispatch, isUndelivered } from './delivery.ts';
import type { Memories, Memory } from './ledger.ts';

/** What this job's steps keep on disk between them: events that wait to be sent, and what was delivered. No method throws, and none waits for anybody. */
export interface Outbox {
  /** Keeps the event, without the routing key, where a later step can upload it. Gives its path; empty when it can't be written. */
  keep(event: AlertEvent, to: Addressee): string;
  /** Removes what was kept of an event: it has arrived. `path`: where else it lies, if anywhere. */
  drop(event: AlertEvent, to: Addressee, path?: string): void;
  /** Remembers what a step of this job delivered to each of these. */
  remember(subject: Subject, memory: Memory): void;
  /** What steps of this job delivered about a subject, to each routing key in order, or to the one service by REST; nothing where nobody can tell. */
  recall(subject: Subject): readonly Memories[];
}

/** What is told, and to whom. */
export interface Subject {
  readonly dedupKey: string;
  readonly to: Addressee;
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

/** The outbox below `RUNNER_TEMP`, which the runner empties at the start and the end of a job. */
export function createOutbox(environment: Environment): Outbox {
  const { RUNNER_TEMP = '', GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' } = environment;
  const folder = RUNNER_TEMP === '' ? undefined : join(RUNNER_TEMP, 'pagerduty-migration-alert');
  // Only of this job and attempt: an old memory would silence a page.
  const memoryIn = (place: string): string =>
    join(place, `delivered-${shortHash(GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB)}`);
  const placeOf = (place: string, event: AlertEvent, to: Addressee): string =>
    join(place, `undelivered-${shortHash(event.event_action, hashSubject({ dedupKey: event.dedup_key, to }))}.json`);
  const keepBelow = (place: string, event: AlertEvent, to: Addressee): string => {
    mkdirSync(place, { recursive: true });
    return write(placeOf(place, event, to), stringifyRedacted(event));
  };
  return {
    keep: (event, to) =>
      attempt(() => folder && keepBelow(folder, event, to), undefined) ||
      // A folder that nobody else could have prepared.
      attempt(() => keepBelow(mkdtempSync(join(tmpdir(), 'pagerduty-migration-alert-')), event, to), ''),
    drop(event, to, path = '') {
      const places = [...(folder === undefined ? [] : [placeOf(folder, event, to)]), ...(path === '' ? [] : [path])];
      for (const place of places) attempt(() => rmSync(place, { force: true }), undefined);
    },
    remember: (subject, { action, madeAt, command }) =>
      attempt(() => {
        const lines = hashAddresses(subject).map(address => `${address} ${action} ${madeAt} ${command}`);
        if (folder === undefined || lines.length === 0) return;
        mkdirSync(folder, { recursive: true });
        // A line of its own, even where a full disk has cut the last one.
        append(memoryIn(folder), ['', ...lines, ''].join('\n'));
      }, undefined),
    recall(subject) {
      const lines = attempt(() => (folder === undefined ? [] : readLines(memoryIn(folder))), []);
      return hashAddresses(subject).map(address =>
        lines.flatMap(line => (line.startsWith(`${address} `) ? (readMemory(line) ?? []) : [])),
      );
    },
  };
}

/** Keeps what did not arrive, unless it is kept already, and drops what did. Gives the path; empty: nothing is kept. */
export function settle(
  outbox: Outbox,
  { event, to, file }: { readonly event: AlertEvent; readonly to: Addressee; readonly file: string },
  outcome: Dispatch['outcome'],
): string {
  if (isUndelivered(outcome)) return file || outbox.keep(event, to);
  // An earlier step may have kept it, too.
  if (outcome === 'accepted') outbox.drop(event, to, file);
  return '';
}

function readMemory(line: string): Memory | undefined {
  const [, said, madeAt, command = ''] = line.split(' ');
  const action = ACTIONS.find(each => each === said);
  return action === undefined ? undefined : { action, madeAt: Number(madeAt), command };
}

const ACTIONS: readonly Action[] = ['trigger', 'acknowledge', 'resolve', 'none'];

// What one service was told, another does not know, whoever else was told with it.
function hashAddresses({ dedupKey, to: { routingKeys, service, url } }: Subject): string[] {
  const names = service === '' ? routingKeys.map(key => key.reveal()) : [''];
  return names.map(name => shortHash(dedupKey, service, url, name));
}

function hashSubject({ dedupKey, to: { routingKeys, service, url } }: Subject): string {
  return shortHash(dedupKey, service, url, ...routingKeys.map(key => key.reveal()).sort());
}

function shortHash(...parts: readonly string[]): string {
  return hash('sha256', parts.join('\0')).slice(0, 16);
}

// A pipe that stands in a file's place would hold the job until somebody writes into it.
function readLines(path: string): string[] {
  const isFile = lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
    : [];
}

// Never through a link, and never waiting for a pipe that stands in the file's place. Windows has neither flag.
const APPEND =
  constants.O_WRONLY |
  constants.O_APPEND |
  constants.O_CREAT |
  (constants.O_NOFOLLOW ?? 0) |
  (constants.O_NONBLOCK ?? 0);

function append(path: string, text: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() === false) rmSync(path);
  const file = openSync(path, APPEND, 0o600);
  try {
    writeSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Writes a file for its owner only, whatever stands in its place, and gives its path. */
function write(path: string, text: string): string {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  try {
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return path;
}

function attempt<T>(act: () => T, otherwise: T): T {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
