// A real migration fails and PagerDuty is paged; it is mended, the job runs again, and the same incident closes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleAccount, startEmulator } from '../emulator/emulator.ts';
import { startGithubApi } from '../emulator/github-api.ts';
import { sketchJob } from '../emulator/github-jobs.ts';
import { card, lifeLine } from './card.ts';
import { renderHtml } from './html.ts';
import { runMain, runPost, type Stage, type Step } from './runner.ts';
import { openShop } from './shop.ts';
import { frame, paint } from './terminal.ts';

const REPOSITORY = 'acme/shop';
const JOB = sketchJob({
  conclusion: null,
  steps: [{ name: 'Check out' }, { name: 'Migrate the database', conclusion: 'failure' }],
});
const USERS = 'CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL);';
const PAYMENTS = 'CREATE TABLE payments (id serial PRIMARY KEY, user_id int REFERENCES userz, cents int);';

const started = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'pagerduty-demo-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const account = exampleAccount();
const routingKey = account.services[0]?.integrations[0]?.key ?? '';
const [shop, emulator, github] = await Promise.all([
  openShop(join(folder, 'shop')),
  startEmulator({ account }),
  startGithubApi({ jobs: [JOB] }),
]);
try {
  await play();
} catch (error) {
  console.error(`  ${paint('red', '✘')} ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await Promise.all([shop, emulator, github].map(each => each.close()));
}

async function play(): Promise<void> {
  shop.write('001_create_users', USERS);
  await shop.migrate('migrate.log');

  say('', paint('bold', '1  A migration fails in production'));
  shop.write('002_add_payment_table', PAYMENTS);
  const failed = await shop.migrate('migrate.log');
  check(`${shop.tool} on ${shop.version} ended with exit code ${failed}`, failed !== 0);
  check('the database has no table payments', !(await shop.hasTable('payments')));
  const page = await runStep('failure', 1);
  const [incident, ...others] = emulator.incidents();
  check('PagerDuty has one incident, and it is open', incident?.status === 'triggered' && others.length === 0);
  check('it is critical', incident.urgency === 'high' && page.outputs.severity === 'critical');
  check('it says that the migration was rolled back', page.outputs['database-state'] === 'rolled-back');
  say('', 'What the person on call sees:', ...card(incident, account));
  say('', 'What the job summary shows:', ...frame('acme/shop · migrate', 'attempt 1', renderHtml(page.summary)));

  say('', paint('bold', '2  The migration is fixed, and the job runs again'));
  shop.write('002_add_payment_table', PAYMENTS.replace('userz', 'users'));
  const mended = await shop.migrate('migrate.log');
  check(`${shop.tool} ended with exit code ${mended}`, mended === 0);
  check('the database has the table payments', await shop.hasTable('payments'));
  const relief = await runStep('success', 2);
  check('both runs gave the same dedup key', relief.outputs['dedup-key'] === page.outputs['dedup-key']);
  const [resolved, ...more] = emulator.incidents();
  check('the same incident is resolved', resolved?.id === incident.id && resolved.status === 'resolved');
  check('no other was opened', more.length === 0);
  say('', 'Its life:', ...lifeLine(resolved), '');
  say(
    `${paint('green', 'Paged and resolved')} in ${((performance.now() - started) / 1_000).toFixed(1)} s, nothing left behind.`,
  );
}

/** Runs the shipped action as the step after the migration, post step included. */
async function runStep(status: 'success' | 'failure', attempt: number): Promise<Stage> {
  const step: Step = {
    with: {
      status,
      environment: 'production',
      database: shop.url,
      log: 'migrate.log',
      runbooks: 'https://runbooks.acme.example/migrations',
      'routing-key': routingKey,
      'api-url': emulator.url,
    },
    job: { status, checkRunId: String(JOB.id), matrix: null, token: 'token-of-the-job' },
    environment: {
      GITHUB_ACTOR: 'mona',
      GITHUB_API_URL: github.url,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_JOB: JOB.name,
      GITHUB_REF_NAME: 'main',
      GITHUB_REPOSITORY: REPOSITORY,
      GITHUB_RUN_ATTEMPT: String(attempt),
      GITHUB_RUN_ID: String(JOB.run_id),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: JOB.head_sha,
      GITHUB_WORKFLOW_REF: `${REPOSITORY}/.github/workflows/migrate.yml@refs/heads/main`,
    },
    event: { repository: { full_name: REPOSITORY, private: true } },
    workspace: shop.folder,
    temp: join(folder, `attempt-${attempt}`),
  };
  const main = await runMain(step);
  const post = await runPost(step, main);
  const { action, delivery } = main.outputs;
  const wanted = status === 'failure' ? 'trigger' : 'resolve';
  const sent = action === wanted && delivery === 'accepted';
  check(`PagerDuty accepted a ${wanted} from the step`, sent, `${main.stdout}${main.stderr}`);
  check('the step ended green', main.exitCode === 0 && (post === undefined || post.exitCode === 0));
  const shown = `${main.stdout.replace(/^::add-mask::.*$/gm, '')}${main.summary}${JSON.stringify(main.outputs)}`;
  const received = JSON.stringify(emulator.requests.map(request => request.body)).replaceAll(`"${routingKey}"`, '');
  check('no secret left the step', ![shop.password, routingKey].some(secret => `${shown}${received}`.includes(secret)));
  return main;
}

function say(...lines: readonly string[]): void {
  for (const line of lines) console.log(line);
}

function check(what: string, holds: boolean, got = ''): asserts holds {
  if (!holds) throw new Error(`This did not happen: ${what}.${got === '' ? '' : `\n${got}`}`);
  say(`   ${paint('green', '✔')} ${what}`);
}
