// Whole processes on this Node, interleaved in one run: an empty one, the bare node:https POST over TLS, and the shipped
// bundle. Prints medians and ratios, writes docs/performance.md with --write, and fails when a bar is not met.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGithubApi } from '../emulator/github-api.ts';
import { sketchJob } from '../emulator/github-jobs.ts';
import { describeMachine, median, table } from '../reliability/figures.ts';
import { KEY, startLocalJob } from './local-job.ts';
import { fillSection } from './sections.ts';

/** One of the processes that are measured; `bars`: times the bare POST, and megabytes at peak. */
interface Subject {
  readonly name: string;
  readonly script: string;
  readonly status: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly bars?: { readonly ratio?: number; readonly megabytes?: number };
}

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 41);
const root = join(import.meta.dirname, '..');
const bundle = join(root, 'dist/index.js');

const { url, taken, file, run, close } = await startLocalJob();
const job = sketchJob({ conclusion: null, steps: [{ name: 'Migrate', conclusion: 'failure' }] });
const github = await startGithubApi({ jobs: [job] });
const bare = `import { request } from 'node:https';
const body = JSON.stringify({ routing_key: '${KEY}', event_action: 'trigger', dedup_key: 'bench', payload: { summary: 's', source: 's', severity: 'critical' } });
const outgoing = request('${url}/v2/enqueue', { method: 'POST', headers: { 'Content-Type': 'application/json' }, agent: false }, incoming => incoming.resume());
outgoing.end(body);`;
const withLog = (name: string, bytes: number) => ({ INPUT_LOG: file(name, composeLog(bytes)) });
const subjects: readonly Subject[] = [
  { name: 'empty process', script: file('empty.mjs', ''), status: '' },
  { name: 'bare POST', script: file('bare.mjs', bare), status: '' },
  { name: 'trigger', script: bundle, status: 'failure', bars: { ratio: 1.42, megabytes: 64 } },
  { name: 'resolve', script: bundle, status: 'success', bars: { megabytes: 64 } },
  { name: 'none', script: bundle, status: 'skipped' },
  {
    name: 'trigger, log of 10 KB',
    script: bundle,
    status: 'failure',
    environment: withLog('short.log', 10_000),
    bars: { ratio: 2 },
  },
  {
    name: 'trigger, log of 5 MB',
    script: bundle,
    status: 'failure',
    environment: withLog('long.log', 5_000_000),
    bars: { ratio: 5 },
  },
  {
    name: 'trigger, GitHub asked',
    script: bundle,
    status: 'failure',
    environment: {
      GITHUB_API_URL: github.url,
      'INPUT_GITHUB-TOKEN': 'ghs_benchbenchbench',
      'INPUT_JOB-ID': String(job.id),
    },
  },
];

const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
for (let round = 0; round < ROUNDS + 2; round += 1) {
  for (const { name, script, status, environment = {} } of subjects) {
    const { ms } = await run(script, status, { environment });
    // The first rounds warm the file cache.
    if (round >= 2) times.get(name)?.push(ms);
  }
}
const memory = `data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))`;
const peaks = new Map<string, number>();
for (const { name, script, status, environment = {} } of subjects) {
  const runs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { errors } = await run(script, status, { options: ['--import', memory], environment });
    runs.push(Number(/peak (\d+)/.exec(errors)?.[1]) / 1024);
  }
  peaks.set(name, median(runs));
}
const sent = taken();
const asked = github.requests.length;
await Promise.all([close(), github.close()]);
if (asked === 0) throw new Error('GitHub: expected to be asked; got no request');

const base = median(times.get('bare POST') ?? []);
const rows = subjects.map(({ name, bars = {} }) => {
  const ms = median(times.get(name) ?? []);
  return { name, bars, ms, ratio: ms / base, peak: peaks.get(name) ?? Number.NaN };
});
const lines = table(
  ['process', 'median', 'to the bare POST', 'peak memory'],
  rows.map(({ name, ms, ratio, peak }) => [name, `${ms.toFixed(1)} ms`, ratio.toFixed(2), `${peak.toFixed(0)} MB`]),
);
console.log(lines.join('\n'));
console.log(`${ROUNDS} rounds, ${sent} events and ${asked} requests to GitHub taken, ${describeMachine()}`);

const verdicts = rows.flatMap(({ name, bars, ratio, peak }) => [
  ...judge(name, ratio, bars.ratio, '× the bare POST'),
  ...judge(name, peak, bars.megabytes, 'MB at peak'),
]);
for (const { text } of verdicts) console.log(text);
if (process.argv.includes('--write')) {
  const path = join(root, 'docs/performance.md');
  const measured = `${ROUNDS} rounds on ${describeMachine()}. A ratio says more than a time: the machines of a CI differ, and so does their load.`;
  const bars = ['The bars:', '', ...verdicts.map(({ text }) => `- ${text}`)];
  writeFileSync(path, fillSection(readFileSync(path, 'utf8'), 'bench', [...lines, '', measured, '', ...bars]));
}
process.exitCode = verdicts.every(({ met }) => met) ? 0 : 1;

function judge(name: string, got: number, most: number | undefined, unit: string) {
  if (most === undefined) return [];
  const met = got <= most;
  return [{ met, text: `${name}: at most ${most} ${unit}; measured ${got.toFixed(2)}: ${met ? 'met' : 'not met'}` }];
}

/** What Confiture prints of a failure, and between head and tail of it what a chatty migration prints, `bytes` in all. */
function composeLog(bytes: number): string {
  const captured = join(root, '__tests__/fixtures/evidence/captured/confiture/sql-fail-text.combined');
  const [head = '', tail = ''] = readFileSync(captured, 'utf8').split(/^(?=⚡ Applying 20260102)/m);
  const chatter: string[] = [];
  let left = bytes - Buffer.byteLength(head + tail);
  for (let batch = 1; left > 0; batch += 1) {
    const line = `NOTICE:  batch ${batch} of table orders: 500 rows copied, ${batch % 7} skipped\n`;
    chatter.push(line);
    left -= line.length;
  }
  return `${head}${chatter.join('')}${tail}`;
}
