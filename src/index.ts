import { run } from './action/action.ts';
import { createOutbox } from './delivery/undelivered-file.ts';
import { send } from './http/transport.ts';
import { neutraliseCommands } from './primitives/text.ts';
import { redacted } from './redaction/redaction.ts';
import { findSecrets } from './redaction/secret-finder.ts';
import { createRunner } from './runner/runner.ts';

// A closed pipe must not end the migration.
process.stdout.on('error', () => undefined);

const clock = {
  now: Date.now,
  sleep: (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms)),
  random: Math.random,
};
const runner = createRunner(process.argv.includes('post') ? 'post' : 'main');
const outbox = createOutbox(runner.environment);

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
    outbox,
    // What most runs never need is loaded when a run needs it: less to load means that the page leaves earlier.
    prepareCommand: async command => {
      await loadAhead();
      return (await import('./runner/command.ts')).prepareCommand(command);
    },
    deliverByRest: async (...rest) => (await import('./pagerduty/incident-delivery.ts')).deliverByRest(...rest),
    followUp: async (...rest) => (await import('./pagerduty/follow-up.ts')).followUp(...rest),
    recordChange: async (...rest) => (await import('./pagerduty/change-record.ts')).recordChange(...rest),
    findFailedWork: async query => (await import('./github/jobs.ts')).findFailedWork(query),
    findCutOff: async query => (await import('./github/jobs.ts')).findCutOff(query),
    readEvidence: async paths => {
      const [{ readEvidence }, { files }] = await Promise.all([
        import('./evidence/reading.ts'),
        import('./evidence/sources/files.ts'),
      ]);
      return readEvidence(paths, files);
    },
  });
}

/**
 * Loads what a page may need: the command may take the files of this action away, as `git clean` does where it is used by
 * a path. Never rejects: what can't be loaded must not keep the command from running.
 */
async function loadAhead(): Promise<void> {
  await Promise.allSettled([
    import('./action/fallback-page.ts'),
    import('./github/jobs.ts'),
    import('./pagerduty/incident-delivery.ts'),
    import('./pagerduty/follow-up.ts'),
    import('./page/change-event.ts'),
    import('./pagerduty/change-record.ts'),
    import('./evidence/reading.ts'),
    import('./evidence/sources/files.ts'),
    import('./evidence/databases/category.ts'),
    import('./inputs/database.ts'),
    import('./redaction/excerpt-marks.ts'),
    import('./redaction/rules.ts'),
    import('./http/proxy.ts'),
    import('./http/network-failure.ts'),
    import('./delivery/webhook.ts'),
  ]);
}

/** The verify action, which shares this bundle. */
async function check(): Promise<void> {
  // What cannot even be loaded has checked nothing.
  process.exitCode = 1;
  const [{ verify }, { findCutOff }] = await Promise.all([import('./verify/verify.ts'), import('./github/jobs.ts')]);
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
