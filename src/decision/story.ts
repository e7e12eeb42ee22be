import type { Evidence } from '../evidence/evidence.ts';
import type { Outcome } from './outcome.ts';

/** What the page has to tell, for its title. */
export type Story =
  | 'failed' // a migration failed, by what is known
  | 'failed-unseen' // the job is green, the migration is not
  | 'check-failed' // a check of the tool (preflight, verify, validate) failed: nothing was applied
  | 'job-failed' // whether a migration had to do with it is not known
  | 'applied-then-failed' // every migration is applied, the job failed later
  | 'applied-then-tool-failed' // every migration is applied, the tool failed at what comes after: its dump, its lock
  | 'not-started'
  | 'not-seen-to-start' // its log is not there, which may have been named wrongly
  | 'slow' // the wrapper's command still runs after the time of slow-after, or does no longer
  | 'stopped' // by its timeout, or with its runner
  | 'ended' // with an exit code that says more than what was printed
  | 'unfinished' // the job is green, and the log ends while the migration runs
  | 'unproven' // the job is green, and whether the migration ran or went well is not known
  | 'cancelled'
  | 'cut-off' // cancelled while the migration ran
  | 'applied' // by the tool's own word
  | 'succeeded' // the migration did, and nothing is known of the database
  | 'job-succeeded'; // whether a migration ran is not known

/** Of what the status is: of a wrapped command, of what a step reports on, or of whole jobs (guard, fan-in, listener). */
export type Reported = 'command' | 'step' | 'job';

/** What a story depends on. */
export interface StorySource {
  readonly outcome: Outcome;
  readonly evidence: Evidence | undefined;
  readonly reported: Reported;
  /** The user gives the error, or the name of the migration that the step reports on. */
  readonly named: boolean;
  /** A `log` was named and does not exist. */
  readonly logMissing: boolean;
  /** The command could not be started, or no runner took the job. */
  readonly neverStarted: boolean;
  /** The wrapper's command still ran when the job or the step was cut off. */
  readonly running: boolean;
  /** Beside `running`: once it was asked to end, it ended with exit code 0. */
  readonly endedWell: boolean;
  /** What the wrapper's command ended with; undefined: it did not end, or there is none. */
  readonly exitCode: number | undefined;
  /** GitHub says that a timeout or a lost runner ended the job. */
  readonly timedOut: boolean;
}

/** What happened, whatever is done about it. */
export function tellStory(source: StorySource): Story {
  const { outcome, evidence } = source;
  if (outcome.status === 'cancelled') return wasCutOff(source) ? 'cut-off' : 'cancelled';
  if (isFailure(outcome)) return tellFailure(source);
  const { verdict } = evidence ?? {};
  if (verdict === 'failure' || verdict === 'client-failure' || verdict === 'some-failed') return 'failed-unseen';
  if (outcome.status !== 'success') return 'job-succeeded';
  if (verdict === 'unfinished' && evidence?.endsAloud === true && source.reported !== 'command') return 'unfinished';
  if (verdict === 'success' && evidence?.nothingPending !== true) return 'applied';
  const isKnown = source.reported === 'command' || source.named || isOfMigration(evidence);
  return isKnown ? 'succeeded' : 'job-succeeded';
}

function tellFailure(source: StorySource): Story {
  const { outcome, evidence, logMissing, running, exitCode } = source;
  if (neverBegan(source)) return 'not-started';
  if (running || (source.timedOut && evidence?.verdict === 'unfinished')) return 'stopped';
  if (evidence !== undefined && saysAllDone(evidence) && !isBad(exitCode)) return 'applied-then-failed';
  if (evidence?.verdict === 'other-command' && evidence.databaseState === 'unchanged') return 'check-failed';
  // By the tool's own words, whatever it ended with: it could not write the schema's dump, or give its lock back.
  if (evidence?.verdict === 'failure' && evidence.databaseState === 'applied') return 'applied-then-tool-failed';
  if (evidence === undefined && outcome.status === 'startup_failure') return 'not-started';
  if (evidence === undefined && logMissing) return 'not-seen-to-start';
  if (isBad(exitCode) && !saysFailure(evidence) && (isBySignal(exitCode) || evidence?.verdict === 'success'))
    return 'ended';
  return isAboutMigration(source) ? 'failed' : 'job-failed';
}

/** Whether it is known that nothing of the migration ran: the state of the database is what it was. */
export function neverBegan({ neverStarted, evidence, exitCode }: StorySource): boolean {
  if (neverStarted) return true;
  if (evidence !== undefined && evidence.tool !== '') return false;
  // 126 and 127 are the shell's own word for a command that it could not start; its sentence may stand in a log, too.
  const isShells = exitCode === 126 || exitCode === 127;
  const told = evidence?.databaseState === 'unchanged' && evidence.lastWords === 'error';
  return isShells || (told && evidence.verdict === 'unknown');
}

/** Whether a cancel came while a migration was at work, as far as the command or the log tells. */
export function wasCutOff({ evidence, running, endedWell }: StorySource): boolean {
  if (evidence?.verdict === 'unfinished') return true;
  if (evidence?.databases?.some(({ ending }) => ending === 'unfinished') === true) return true;
  // A success that was printed may be of one database of several, and of the rest nothing is known.
  return running && !(endedWell && evidence?.verdict === 'success');
}

/** Whether the status is one of a failure. */
export function isFailure({ status }: Outcome): boolean {
  return status === 'failure' || status === 'timed_out' || status === 'startup_failure';
}

/** Whether the tool's own last word is success, for all runs. */
export function saysAllDone({ verdict, saidDone, runs }: Evidence): boolean {
  return verdict === 'success' && saidDone === true && !runs.some(run => run.verdict === 'unknown' && run.tool !== '');
}

function isBad(exitCode: number | undefined): exitCode is number {
  return exitCode !== undefined && exitCode !== 0;
}

// A shell gives 128 and the number of the signal: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_08_02
function isBySignal(exitCode: number): boolean {
  return exitCode > 128 && exitCode < 160;
}

function saysFailure(evidence: Evidence | undefined): boolean {
  const { verdict } = evidence ?? {};
  return verdict === 'failure' || verdict === 'client-failure' || verdict === 'some-failed';
}

function isOfMigration(evidence: Evidence | undefined): boolean {
  if (evidence === undefined || evidence.tool === '') return false;
  return !['dry-run', 'dry-run-failure', 'other-command'].includes(evidence.verdict);
}

// The status of a job is of whatever ran in it: only an error that the migration itself printed makes it one of the migration.
function isAboutMigration({ evidence, reported, named }: StorySource): boolean {
  if (reported === 'command' || named) return true;
  if (saysFailure(evidence) || evidence?.verdict === 'dry-run-failure' || evidence?.verdict === 'unfinished')
    return true;
  if (evidence?.error !== undefined) return true;
  return reported === 'step' && isOfMigration(evidence);
}
