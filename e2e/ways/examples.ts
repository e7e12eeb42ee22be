import assert from 'node:assert/strict';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { migrations } from '../migrations.ts';
import { AGAIN, job, logOf } from './jobs.ts';
import { MANY_DATABASES } from './many-databases.ts';
import type { Place, Story } from './place.ts';
import { keyOf, staysSilent, tells } from './told.ts';

async function applied({ database }: Place): Promise<unknown> {
  return (await database.rows('SELECT count(*)::int AS n FROM tb_confiture'))[0]?.n;
}

interface Key {
  /** What follows the job and the environment in the dedup key. */
  readonly suffix?: string;
  readonly closing?: string[];
  /** The whole of it. */
  readonly given?: string;
  /** What stands before the migration in the title. */
  readonly database?: string;
}

/** Breaks the second of three migrations, runs the example, mends it, and runs it again. */
function breakAndMend(
  example: string,
  name: string,
  { suffix = '', closing = ['resolve'], given, database = '' }: Key = {},
): Story {
  const key = given ?? keyOf(example, name) + suffix;
  return async place => {
    place.write({ 'smoke-test.sh': '#!/bin/bash\nexit 0\n' });
    place.migrations(migrations('missing-table'));
    // The job that asks is still running, and its failed step is known.
    place.github.know({ jobs: [job(77, name, null, { steps: { 'Set up job': 'success', Migrate: 'failure' } })] });
    assert.equal(await place.run(example), 1);
    const { links, payload } = tells(place, { key, status: 'triggered', events: ['trigger'] });
    assert.equal(
      payload.summary,
      `[PRODUCTION] ${database}Migration 20260102120000_add_payment_table failed: relation "userz" does not exist`,
    );
    assert.match(String(payload.custom_details.database_state), /^partial/);
    assert.equal(payload.custom_details.failed_step, 'Migrate');
    assert.ok(links.some(({ href }) => href === 'https://github.com/acme/shop/actions/runs/1/job/77#step:2:1'));
    assert.match(
      String(payload.custom_details.source_file),
      /^db\/migrations\/20260102120000_add_payment_table\.up\.sql/,
    );
    assert.equal(await applied(place), 1);
    place.migrations(migrations('none'));
    place.github.know({});
    assert.equal(await place.run(example, AGAIN), 0);
    tells(place, { key, status: 'resolved', events: ['trigger', ...closing] });
    assert.equal(await applied(place), 3);
  };
}

/** A job that may fail does not page, one that may not does. */
async function fanIn(place: Place): Promise<void> {
  const key = keyOf('fan-in', 'page');
  place.write({ 'refresh-statistics.sh': '#!/bin/bash\nexit 1\n' });
  place.migrations(migrations('none'));
  assert.equal(await place.run('fan-in'), 1);
  assert.deepEqual(place.pagerduty.incidents(), []);
  place.migrations([
    ...migrations('none'),
    { ...migrations('missing-table')[1], version: '20260104120000', name: 'drop_userz' },
  ]);
  place.github.know({
    jobs: [
      job(7, 'statistics', 'failure', { attempt: 2 }),
      job(8, 'shop', 'failure', { attempt: 2, steps: { Migrate: 'failure' } }),
    ],
  });
  assert.equal(await place.run('fan-in', AGAIN), 1);
  const { payload, links } = tells(place, { key, status: 'triggered', events: ['trigger'] });
  assert.equal(payload.custom_details.failed_jobs, 'shop');
  assert.equal(links[0]?.href, 'https://github.com/acme/shop/actions/runs/1/job/8#step:1:1');
  assert.equal(payload.custom_details.migration, undefined);
  const log = logOf(place, 'shop');
  place.github.know({
    jobs: [
      job(7, 'statistics', 'failure', { attempt: 2 }),
      job(8, 'shop', 'failure', { attempt: 2, steps: { Migrate: 'failure' } }),
    ],
    logs: { 8: log },
  });
  assert.equal(await place.run('fan-in', AGAIN), 1);
  const told = tells(place, { key, status: 'triggered', events: ['trigger', 'trigger'] });
  assert.equal(told.payload.custom_details.migration, '20260104120000_drop_userz');
  place.migrations(migrations('none'));
  place.github.know({
    jobs: [job(7, 'statistics', 'failure', { attempt: 2 }), job(9, 'shop', 'success', { attempt: 2 })],
  });
  await place.run('fan-in', AGAIN);
  tells(place, { key, status: 'resolved', events: ['trigger', 'trigger', 'resolve'] });
}

/** Many shards make one page, which names those that failed; one that is mended does not close it, all of them do. */
async function matrix(place: Place): Promise<void> {
  const key = keyOf('matrix', 'page');
  const shards = (...broken: number[]) => {
    place.write({
      'migrate-shard.sh': '#!/bin/bash\nexec psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -qf "shards/$1.sql"\n',
    });
    for (const shard of [1, 2, 3]) {
      const table = broken.includes(shard) ? `userz_${shard}` : 'held.ledger';
      place.write({
        [`shards/shard-${shard}.sql`]: `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS shard_${shard} text;\n`,
      });
    }
    place.github.know({
      jobs: [1, 2, 3].map(shard =>
        job(shard, `migrate (shard-${shard})`, broken.includes(shard) ? 'failure' : 'success'),
      ),
    });
  };
  shards(2, 3);
  assert.equal(await place.run('matrix'), 1);
  const page = tells(place, { key, status: 'triggered', events: ['trigger'] });
  assert.equal(page.payload.custom_details.failed_jobs, 'migrate (shard-2, shard-3 of 3)');
  shards(3);
  assert.equal(await place.run('matrix', AGAIN), 1);
  tells(place, { key, status: 'triggered', events: ['trigger', 'trigger'] });
  shards();
  assert.equal(await place.run('matrix', AGAIN), 0);
  tells(place, { key, status: 'resolved', events: ['trigger', 'trigger', 'resolve'] });
}

/** What the other run came to is told as that run's; runs of forks are left alone; a cancel is looked into. */
async function listener(place: Place): Promise<void> {
  const key = keyOf('step', '');
  const hear = (conclusion: string, fields: Record<string, unknown> = {}) =>
    place.run('listener', {
      event: 'workflow_run',
      payload: { action: 'completed', workflow_run: { ...HEARD, conclusion, ...fields } },
    });
  await hear('failure', { head_repository: { full_name: 'mallory/shop' } });
  await hear('cancelled');
  staysSilent(place);
  const words = 'The self-hosted runner: builder-7 lost communication with the server';
  const lost = sketchAnnotation(`${words}.`);
  place.github.know({
    jobs: [sketchJob({ id: 9, run_id: 8001, run_attempt: 2, conclusion: 'cancelled' })],
    annotations: { 9: [lost] },
  });
  assert.equal(await hear('cancelled'), 0);
  const { links, payload } = tells(place, { key, status: 'triggered', events: ['trigger'] });
  assert.equal(
    payload.summary,
    `[PRODUCTION] Job migrate failed in acme/shop (step.yml): ${words}; whether the migration ran is not known`,
  );
  assert.ok(links.some(({ href }) => href === `${HEARD.html_url}/attempts/2`));
  assert.equal(await hear('success', { run_attempt: 3 }), 0);
  tells(place, { key, status: 'resolved', events: ['trigger', 'resolve'] });
}

const HEARD = {
  id: 8001,
  name: 'Migrate',
  path: '.github/workflows/step.yml',
  run_attempt: 2,
  event: 'push',
  status: 'completed',
  html_url: 'https://github.com/acme/shop/actions/runs/8001',
  head_branch: 'main',
  head_sha: '8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7',
  workflow_id: 3,
  actor: { login: 'mona' },
  triggering_actor: { login: 'mona' },
  head_repository: { full_name: 'acme/shop' },
};

/** Every example, as it is pasted, opens the right incident when the migration fails and closes the same one when it succeeds. */
export const EXAMPLES: Record<string, Story> = {
  step: breakAndMend('step', 'migrate'),
  guard: breakAndMend('guard', 'deploy'),
  wrapper: breakAndMend('wrapper', 'migrate', { suffix: '-migrate' }),
  'fan-in': fanIn,
  matrix,
  listener,
  confiture: breakAndMend('confiture', 'migrate', { suffix: '-shop-migrate', database: 'database shop: ' }),
  acknowledge: breakAndMend('acknowledge', 'migrate', {
    closing: ['acknowledge', 'resolve'],
    given: 'migrate-shop-production',
  }),
  ...MANY_DATABASES,
};
