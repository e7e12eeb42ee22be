import { setTimeout as sleep } from 'node:timers/promises';
import { prepareCommand } from './command.ts';
import { files } from './evidence/files.ts';
import { findCutOff, findFailedWork } from './github-jobs.ts';
import { run } from './main.ts';
import { createRunner } from './runner.ts';
import { findSecrets } from './secret-finder.ts';
import { neutraliseCommands } from './text.ts';
import { send } from './transport.ts';
import { createOutbox } from './undelivered.ts';

// A closed pipe must not end the migration.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random };
const runner = createRunner(process.argv.includes('post') ? 'post' : 'main');
const outbox = createOutbox(runner.environment);

// A fault in a corner (a late event of a socket or a stream) must neither end the migration nor turn the job red.
process.on('uncaughtException', error =>
  console.log(`Internal error, please report it: ${neutraliseCommands(error.name)}`),
);

await run({ runner, send, clock, findSecrets, files, findFailedWork, findCutOff, outbox, prepareCommand });
// Whatever may still hold the process (a socket that never closes) must not hold the job.
setTimeout(() => process.exit(), 1_000).unref();
