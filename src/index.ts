import { run } from './action/action.ts';
import { createLedger } from './delivery/ledger-file.ts';
import { createUndeliveredFiles } from './delivery/undelivered-file.ts';
import { loadGitHub } from './github/client.ts';
import { findCutOff } from './github/cut-off.ts';
import { findFailedWork } from './github/failed-work.ts';
import { createFetchJobLogs } from './github/job-log-download.ts';
import { findSucceededJobs } from './github/succeeded-jobs.ts';
import { send } from './http/transport.ts';
import { recordChange } from './pagerduty/change-events-api.ts';
import { neutraliseCommands } from './primitives/text.ts';
import { redacted } from './redaction/redaction.ts';
import { findSecrets, loadTokenRules } from './redaction/secret-finder.ts';
import { createRunner } from './runner/runner.ts';

// A closed pipe must not end the migration.
process.stdout.on('error', () => undefined);

const clock = {
  now: Date.now,
  sleep: (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms)),
  random: Math.random,
};
const runner = createRunner(process.argv.includes('post') ? 'post' : 'main');

// What an ordinary page does without is loaded by the run that needs it: the less there is to load, the earlier a page leaves.
const doors = {
  command: () => import('./runner/command.ts'),
  evidence: () => import('./evidence/evidence-files.ts'),
  github: loadGitHub,
  source: () => import('./github/migration-source.ts'),
  rest: () => import('./pagerduty/rest.ts'),
  tokens: loadTokenRules,
};

// A fault in a corner (a late event of a socket or a stream) must neither end the migration nor turn the job red.
process.on('uncaughtException', error =>
  console.log(`Internal error, please report it: ${neutraliseCommands(error.name)}`),
);

const UNTOLD = redacted`PagerDuty may not have been told.`;
let ended = false;
process.on('exit', () => {
  if (!ended) runner.annotate('error', redacted`Internal error, please report it: the step ended early. ${UNTOLD}`);
});

// Not awaited at the top: a promise that nobody keeps would end the process with code 13, and the job with it.
void (process.argv.includes('verify') ? check() : report()).finally(() => {
  ended = true;
  // Whatever may still hold the process (a socket that never closes) must not hold the job: it ends as soon as its last
  // line has left. How long the runner takes to read it is the runner's affair.
  process.stdout.write('', () => process.stderr.write('', leave));
});

function report(): Promise<void> {
  return run({
    runner,
    send,
    clock,
    findSecrets,
    undeliveredFiles: createUndeliveredFiles(runner.environment),
    ledger: createLedger(runner.environment),
    prepareCommand: async command => {
      await loadAhead();
      return (await doors.command()).prepareCommand(command);
    },
    deliverByRest: async (...rest) => (await doors.rest()).deliverByRest(...rest),
    lookUpIncident: async (...rest) => (await doors.rest()).lookUpIncident(...rest),
    recordChange,
    findFailedWork,
    findCutOff,
    fetchJobLogs: createFetchJobLogs({ send, clock }),
    findSource: async search => (await doors.source()).findSource(search),
    findSucceededJobs,
    readEvidence: async paths => (await doors.evidence()).readEvidenceFiles(paths),
    explainExit: async (...exit) => (await doors.evidence()).explainExit(...exit),
  });
}

/**
 * Opens every door: the command may take the files of this action away, as `git clean` does where it is used by a path.
 * Never rejects: what can't be loaded must not keep the command from running.
 */
async function loadAhead(): Promise<void> {
  await Promise.allSettled(Object.values(doors).map(open => open()));
}

/** The verify action, which shares this bundle. */
async function check(): Promise<void> {
  // What cannot even be loaded has checked nothing.
  process.exitCode = 1;
  const { verify } = await import('./verify/verify.ts');
  process.exitCode = 0;
  await verify({ runner, send, clock, findSecrets, findCutOff });
}

/**
 * Ends the process. A name look-up or a file that hangs can't be cancelled, and Node waits for it as it exits: another
 * program in its place does not.
 */
function leave(): void {
  const hangs = process
    .getActiveResourcesInfo()
    .some(name => name === 'GetAddrInfoReqWrap' || name.startsWith('FSReq'));
  try {
    if (hangs)
      process.execve?.(process.execPath, [process.execPath, '-e', `process.exitCode = ${process.exitCode ?? 0}`]);
  } catch {
    // Windows has no such call, and throws.
  }
  process.exit();
}
