import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { type Migration, migrations } from '../migrations.ts';
import type { ActRun } from './act.ts';
import type { Place, Story } from './place.ts';
import { keyOf, staysSilent, tells } from './told.ts';

const NAMED = '[PRODUCTION] Migration 20260102120000_add_payment_table';
const STOPPED = `${NAMED} was stopped while it ran`;

/** Three migrations, of which the second waits for a lock. */
export function waiting(): Migration[] {
  const [first, second, third] = migrations('none');
  return [first, { ...second, statements: ['ALTER TABLE held.ledger ADD COLUMN note text'] }, third];
}

/** Runs the example until its second migration waits for a lock, does something to it, and lets it end. */
async function whileItRuns(place: Place, example: string, act: (run: ActRun) => void): Promise<void> {
  place.write({ 'smoke-test.sh': '#!/bin/bash\nexit 0\n' });
  place.migrations(waiting());
  const release = await place.hold();
  const run = await place.start(example);
  await place.blocked();
  act(run);
  const code = await run.ended;
  run.strike('confiture', 'SIGKILL');
  await release();
  assert.equal(code, 1, run.output());
}

type Ending = { example: string; job: string; what: string; act: (run: ActRun) => void; title: string | undefined };

const cancel = (run: ActRun) => run.signal('SIGINT');
const kill = (text: string) => (run: ActRun) => assert.ok(run.strike(text, 'SIGKILL') > 0, `nothing to kill: ${text}`);

const ENDINGS: Ending[] = [
  {
    example: 'wrapper',
    job: 'migrate',
    what: 'its run cancelled',
    act: cancel,
    title: `${NAMED} was cancelled while it ran`,
  },
  { example: 'wrapper', job: 'migrate', what: 'its step killed', act: kill('dist/index.js'), title: STOPPED },
  {
    example: 'wrapper',
    job: 'migrate',
    what: 'its migration killed',
    act: kill('confiture migrate up'),
    title: `${NAMED} ended with exit code 137 (killed)`,
  },
  // GitHub calls the outcome of the step cancelled, act failure.
  {
    example: 'step',
    job: 'migrate',
    what: 'its run cancelled',
    act: cancel,
    title: `${NAMED} failed`,
  },
  {
    example: 'step',
    job: 'migrate',
    what: 'its migration killed',
    act: kill('confiture migrate up'),
    title: `${NAMED} failed`,
  },
  {
    example: 'guard',
    job: 'deploy',
    what: 'its run cancelled',
    act: cancel,
    title: `${NAMED} was cancelled while it ran`,
  },
  {
    example: 'guard',
    job: 'deploy',
    what: 'its migration killed',
    act: kill('confiture migrate up'),
    title: `${NAMED} failed`,
  },
];

function endingOf({ example, job, act, title }: Ending): Story {
  return async place => {
    await whileItRuns(place, example, act);
    if (title === undefined) return staysSilent(place);
    const page = tells(place, {
      key: keyOf(example, job) + (example === 'wrapper' ? '-migrate' : ''),
      status: 'triggered',
      events: ['trigger'],
    });
    assert.equal(page.payload.summary, title);
  };
}

/** The guard of a job that is cancelled after the migration: nothing was cut off. */
async function cancelledLater(place: Place): Promise<void> {
  place.write({ 'smoke-test.sh': '#!/bin/bash\necho the smoke test runs\nsleep 30\n' });
  place.migrations(migrations('none'));
  const run = await place.start('guard');
  await place.printed(run, 'the smoke test runs');
  cancel(run);
  assert.equal(await run.ended, 1);
  staysSilent(place);
}

/** A step that takes too long: act, like GitHub, counts it as failed. */
async function timedOut(place: Place): Promise<void> {
  place.migrations(waiting());
  const release = await place.hold();
  const run = await place.start('wrapper', { edit: text => text.replace('timeout-minutes: 20', 'timeout-minutes: 1') });
  assert.equal(await run.ended, 1, run.output());
  run.strike('confiture', 'SIGKILL');
  await release();
  const page = tells(place, {
    key: `${keyOf('wrapper', 'migrate')}-migrate`,
    status: 'triggered',
    events: ['trigger'],
  });
  assert.equal(page.payload.summary, STOPPED);
}

/** A migration that waits for a lock longer than `slow-after`: a warning while it waits, which its end takes back. */
async function hangs(place: Place): Promise<void> {
  const key = `${keyOf('wrapper', 'migrate')}-migrate-slow`;
  place.migrations(waiting());
  const release = await place.hold();
  const run = await place.start('wrapper', {
    edit: text => text.replace(/( +)(run: confiture.*\n)/, '$1$2$1slow-after: 0.3\n'),
  });
  for (let waited = 0; place.pagerduty.incidents().length === 0; waited += 100) {
    assert.ok(waited < 60_000, `nobody was told that the migration hangs:\n${run.output()}`);
    await pause(100);
  }
  const { payload } = tells(place, { key, status: 'triggered', events: ['trigger'] });
  assert.equal(payload.summary, `${NAMED} still running after 18 s`);
  assert.match(String(payload.custom_details.next_step), /pg_blocking_pids/);
  await release();
  assert.equal(await run.ended, 0, run.output());
  tells(place, { key, status: 'resolved', events: ['trigger', 'resolve'] });
}

/** How a migration can be ended from outside while it runs; act kills at once where GitHub's runner asks first. */
export const OUTSIDE_ENDINGS: Record<string, Story> = {
  ...Object.fromEntries(ENDINGS.map(ending => [`${ending.example}, ${ending.what}`, endingOf(ending)])),
  'guard, cancelled after the migration': cancelledLater,
  'wrapper, its step out of time': timedOut,
  'wrapper, its migration hangs': hangs,
};
