import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type JobContext, type RunningStage, runPost, type Stage, type Step, startMain } from '../../demo/runner.ts';
import { strike } from './act.ts';
import { waiting } from './endings.ts';
import { KEY, type Place, type Story } from './place.ts';
import { keyOf, tells } from './told.ts';

const NAMED = '[PRODUCTION] Migration 20260102120000_add_payment_table';

/** What GitHub's runner does to a step that is to end, in milliseconds; act kills at once. */
const SIGNALS = [
  ['SIGINT', 7_500],
  ['SIGTERM', 2_500],
] as const;

async function endAsRunner(running: RunningStage): Promise<Stage> {
  for (const [signal, ms] of SIGNALS) {
    running.signal(signal);
    const ended = await Promise.race([running.ended, pause(ms)]);
    if (ended !== undefined) return ended;
  }
  running.signal('SIGKILL');
  return running.ended;
}

/** The step of wrapper.yml in a job with this status. */
function wrapperStep(place: Place, run: string, status: JobContext['status']): Step {
  return {
    with: { run, environment: 'production', 'routing-key': KEY, 'api-url': place.pagerduty.url },
    job: { status, checkRunId: '42', matrix: null, token: '' },
    environment: {
      PATH: place.path.join(':'),
      CONFITURE_DATABASE_URL: place.database.url,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_JOB: 'migrate',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '1',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/wrapper.yml@refs/heads/main',
    },
    event: {},
    workspace: join(place.folder, 'repository'),
    temp: join(place.folder, 'temp'),
  };
}

type Ending = { status: JobContext['status']; run: string; title: string };

const UP = 'confiture migrate up --no-config';
const ENDINGS: Record<string, Ending> = {
  cancelled: { status: 'cancelled', run: UP, title: `${NAMED} was cancelled while it ran` },
  'out of time': { status: 'failure', run: UP, title: `${NAMED} was stopped while it ran` },
  'cancelled, and it minds no signal': {
    status: 'cancelled',
    run: `trap '' INT TERM; ${UP}`,
    title: `${NAMED} was cancelled while it ran`,
  },
};

function endingOf({ status, run, title }: Ending): Story {
  return async place => {
    place.migrations(waiting());
    const release = await place.hold();
    const main = startMain(wrapperStep(place, run, 'success'));
    await place.blocked();
    const began = performance.now();
    const stage = await endAsRunner(main);
    assert.ok(performance.now() - began < 10_500);
    assert.notEqual(stage.exitCode, 0);
    assert.deepEqual(place.pagerduty.requests, []);
    await runPost(wrapperStep(place, run, status), stage);
    strike(place.folder, 'confiture', 'SIGKILL');
    await release();
    const page = tells(place, { key: keyOf('wrapper', 'migrate'), status: 'triggered', events: ['trigger'] });
    assert.equal(page.payload.summary.startsWith(title), true, page.payload.summary);
    assert.deepEqual(await place.database.rows('SELECT count(*)::int AS n FROM tb_confiture'), [{ n: 1 }]);
  };
}

/** How GitHub's runner ends a step, played on the shipped bundle: SIGINT, 7.5 s, SIGTERM, 2.5 s, then it is killed. */
export const RUNNER_ENDINGS: Record<string, Story> = Object.fromEntries(
  Object.entries(ENDINGS).map(([what, ending]) => [`runner: wrapper, ${what}`, endingOf(ending)]),
);
