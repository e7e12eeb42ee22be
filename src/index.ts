import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './main.ts';
import { createRunner } from './runner.ts';
import { findSecrets } from './secret-finder.ts';
import { send } from './transport.ts';

const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random };

await run({ runner: createRunner(), send, clock, findSecrets });
// Whatever may still hold the process (a socket that never closes) must not hold the job.
setTimeout(() => process.exit(), 1_000).unref();
