import { join } from 'node:path';
import type { Action } from '../decision/decision.ts';
import type { Environment } from '../github/run-facts.ts';
import { type AddressedIncident, hashEach, shortHash } from './addressee.ts';
import type { LedgerEntry, ServiceLedger } from './ledger.ts';
import { appendPrivately, attempt, jobFolder, readLines } from './private-file.ts';

/** What this job's steps delivered, kept between them. No method throws, and none waits for anybody. */
export interface Ledger {
  /** Enters what a step of this job delivered to each of these. */
  enter(incident: AddressedIncident, entry: LedgerEntry): void;
  /** What steps of this job delivered of an incident, to each routing key in order, or to the one service by REST; nothing where nobody can tell. */
  read(incident: AddressedIncident): readonly ServiceLedger[];
}

/** The ledger in the job's folder; without one, and where it can't be written, nothing is kept. */
export function createLedger(environment: Environment): Ledger {
  const { GITHUB_RUN_ID = '', GITHUB_RUN_ATTEMPT = '', GITHUB_JOB = '' } = environment;
  const folder = jobFolder(environment);
  // Only of this job and attempt: an old ledger would silence a page.
  const name = `delivered-${shortHash(GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_JOB)}`;
  return {
    enter: (incident, { action, madeAt, causes }) =>
      attempt(() => {
        const lines = hashEach(incident).map(address => `${address} ${action} ${madeAt} ${causes.join(',')}`);
        if (folder === undefined || lines.length === 0) return;
        // A line of its own, even where a full disk has cut the last one.
        appendPrivately(folder, name, ['', ...lines, ''].join('\n'));
      }, undefined),
    read(incident) {
      const lines = attempt(() => (folder === undefined ? [] : readLines(join(folder, name))), []);
      return hashEach(incident).map(address =>
        lines.flatMap(line => (line.startsWith(`${address} `) ? (readEntry(line) ?? []) : [])),
      );
    },
  };
}

function readEntry(line: string): LedgerEntry | undefined {
  const [, written, madeAt, causes = ''] = line.split(' ');
  const action = ACTIONS.find(each => each === written);
  return action === undefined
    ? undefined
    : { action, madeAt: Number(madeAt), causes: causes.split(',').filter(cause => cause !== '') };
}

const ACTIONS: readonly Action[] = ['trigger', 'acknowledge', 'resolve', 'none'];
