// Takes the pictures of the documents, each in light and dark: Confiture really fails on a real database, and the shipped action,
// as the step after it, pages the emulator; its job summary and the incident are shown as they came out. By hand: npm run pictures
// Without a font that has emoji (Debian: fonts-noto-color-emoji) the sign of the summary is an empty box.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runMain, type Stage } from '../demo/runner.ts';
import { migrations } from '../e2e/migrations.ts';
import { startPglite } from '../e2e/pglite.ts';
import { definedEnvironment, runLine } from '../e2e/shell.ts';
import { confiture } from '../e2e/tools/confiture.ts';
import { type Emulator, exampleAccount, startEmulator } from '../emulator/emulator.ts';
import { startGithubApi } from '../emulator/github-api.ts';
import { sketchJob } from '../emulator/github-jobs.ts';
import { describeDestination } from '../src/delivery/addressee.ts';
import { findChromium, takePicture } from './chromium.ts';
import { incidentPage, type ShownEvent, summaryPage, THEMES } from './picture-pages.ts';

const PICTURES = join(import.meta.dirname, '..', 'docs', 'pictures');
/** Bytes: a page with pictures should open at once. */
const LARGEST = 120_000;

const JOB = sketchJob({
  conclusion: null,
  steps: [{ name: 'Check out' }, { name: 'Migrate the database', conclusion: 'failure' }],
});

const chromium = findChromium();
if (chromium === undefined) {
  console.log(
    'skipped: the pictures need a headless Chromium, which is not on this machine (Debian: apt-get install chromium)',
  );
} else {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  try {
    const { summary, incident } = await failOnce(folder);
    mkdirSync(PICTURES, { recursive: true });
    const event = incident.log[0]?.event as unknown as ShownEvent;
    for (const theme of THEMES) {
      keep(chromium, `job-summary-${theme}.png`, summaryPage(summary, theme));
      keep(chromium, `incident-${theme}.png`, incidentPage(incident, event, theme));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One run of Confiture, the second of three migrations broken, and the action's step after it. */
async function failOnce(folder: string) {
  const [tool] = confiture;
  if (tool === undefined) throw new Error('e2e/tools/confiture.ts: expected a tool');
  const [installed, server, emulator, github] = await Promise.all([
    tool.install(),
    startPglite(),
    startEmulator({ account: exampleAccount() }),
    startGithubApi({ jobs: [JOB] }),
  ]);
  try {
    const database = await server.create('shop');
    const project = tool.write(join(folder, 'shop'), migrations('missing-table'), database, installed.home);
    const env = { ...definedEnvironment(), ...project.env, PATH: [...installed.path, process.env.PATH].join(':') };
    const { rc, combined } = await runLine(project.migrate, { cwd: join(folder, 'shop'), env, streams: 'mixed' });
    if (rc === 0) throw new Error(`expected a migration that fails; got none: ${combined}`);
    const evidence = { status: 'failure', report: project.report ?? '', log: '.combined' };
    const stage = await page(folder, evidence, { emulator, github });
    const [incident] = emulator.incidents();
    if (incident === undefined) throw new Error(`expected an incident; got none: ${stage.stdout}${stage.stderr}`);
    return { summary: asOfPagerDuty(stage.summary, emulator.url), incident };
  } finally {
    await Promise.all([server, emulator, github].map(each => each.close()));
  }
}

/** The job summary as it reads where the real PagerDuty answers. */
function asOfPagerDuty(summary: string, url: string): string {
  const stood = `${new URL(url).host} (api-url)`;
  if (!summary.includes(stood)) throw new Error(`the job summary: expected ${stood}; got ${summary}`);
  return summary.replace(stood, () => describeDestination({ region: 'us', apiUrl: undefined, budgetMs: 0 }, undefined));
}

interface Surroundings {
  readonly emulator: Emulator;
  readonly github: { readonly url: string };
}

function page(folder: string, evidence: Readonly<Record<string, string>>, around: Surroundings): Promise<Stage> {
  const account = exampleAccount();
  return runMain({
    with: {
      ...evidence,
      environment: 'production',
      database: 'db.acme.example:5432/shop',
      runbooks: 'https://runbooks.acme.example/migrations',
      'dashboard-url': 'https://grafana.acme.example/d/migrations',
      'routing-key': account.services[0]?.integrations[0]?.key ?? '',
      'api-token': account.tokens[0]?.token ?? '',
      from: account.users[0]?.email ?? '',
      'api-url': around.emulator.url,
    },
    job: { status: 'failure', checkRunId: String(JOB.id), matrix: null, token: 'ghs_picture' },
    environment: {
      GITHUB_ACTOR: 'mona',
      GITHUB_API_URL: around.github.url,
      GITHUB_EVENT_NAME: 'push',
      GITHUB_JOB: JOB.name,
      GITHUB_REF_NAME: 'main',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: String(JOB.run_id),
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: JOB.head_sha,
      GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
    },
    event: { repository: { full_name: 'acme/shop', private: true } },
    workspace: join(folder, 'shop'),
    temp: join(folder, 'runner'),
  });
}

function keep(command: string, name: string, html: string): void {
  const file = join(PICTURES, name);
  takePicture(command, html, file);
  // Where it is at hand: a third of the size, and nobody sees the difference.
  spawnSync('pngquant', ['--force', '--skip-if-larger', '--ext', '.png', '--strip', '64', file]);
  const { size } = statSync(file);
  if (size > LARGEST)
    throw new Error(
      `docs/pictures/${name}: expected at most ${LARGEST} bytes; got ${size} (pngquant makes it smaller)`,
    );
  console.log(`docs/pictures/${name}: ${size} bytes`);
}
