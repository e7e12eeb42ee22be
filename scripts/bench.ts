// Whole processes on this Node, interleaved in one run: an empty one, the bare node:https POST over TLS, and the shipped
// bundle. Prints medians and ratios, writes docs/performance.md with --write, and fails when a bar is not met.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeMachine, median, table } from '../reliability/figures.ts';
import { KEY, rehearse } from './rehearsal.ts';

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 41);
const BAR = { trigger: 1.25, peakMegabytes: 62 };
const root = join(import.meta.dirname, '..');

const { url, taken, file, run, close } = await rehearse();
const bare = file(
  'bare.mjs',
  `import { request } from 'node:https';
const body = JSON.stringify({ routing_key: '${KEY}', event_action: 'trigger', dedup_key: 'bench', payload: { summary: 's', source: 's', severity: 'critical' } });
const outgoing = request('${url}/v2/enqueue', { method: 'POST', headers: { 'Content-Type': 'application/json' }, agent: false }, incoming => incoming.resume());
outgoing.end(body);`,
);
const bundle = join(root, 'dist/index.js');
const subjects: Readonly<Record<string, readonly [script: string, status: string]>> = {
  'empty process': [file('empty.mjs', ''), ''],
  'bare POST': [bare, ''],
  trigger: [bundle, 'failure'],
  resolve: [bundle, 'success'],
  none: [bundle, 'skipped'],
};

const times = new Map(Object.keys(subjects).map(name => [name, [] as number[]]));
for (let round = 0; round < ROUNDS + 2; round += 1) {
  for (const [name, [script, status]] of Object.entries(subjects)) {
    const { ms } = await run(script, status);
    // The first rounds warm the file cache.
    if (round >= 2) times.get(name)?.push(ms);
  }
}
const memory = `data:text/javascript,process.on('exit',()=>console.error('peak',process.resourceUsage().maxRSS))`;
const peaks: Record<string, number> = {};
for (const [name, [script, status]] of Object.entries(subjects)) {
  const runs: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const { errors } = await run(script, status, { options: ['--import', memory] });
    runs.push(Number(/peak (\d+)/.exec(errors)?.[1]) / 1024);
  }
  peaks[name] = median(runs);
}
const sent = taken();
await close();

const base = median(times.get('bare POST') ?? []);
const rows = Object.keys(subjects).map(name => {
  const ms = median(times.get(name) ?? []);
  return { name, ms, ratio: ms / base, peak: peaks[name] ?? Number.NaN };
});
const lines = table(
  ['process', 'median', 'to the bare POST', 'peak memory'],
  rows.map(({ name, ms, ratio, peak }) => [name, `${ms.toFixed(1)} ms`, ratio.toFixed(2), `${peak.toFixed(0)} MB`]),
);
console.log(lines.join('\n'));
console.log(`${ROUNDS} rounds, ${sent} events taken, ${describeMachine()}`);

const trigger = rows.find(row => row.name === 'trigger');
const verdicts = [
  ['a trigger', trigger?.ratio ?? Number.NaN, BAR.trigger, '× the bare POST'],
  ['peak memory', trigger?.peak ?? Number.NaN, BAR.peakMegabytes, 'MB'],
].map(([what, got, most, unit]) => {
  const met = Number(got) <= Number(most);
  return {
    met,
    text: `${what}: at most ${most} ${unit}; measured ${Number(got).toFixed(2)}: ${met ? 'met' : 'not met'}`,
  };
});
for (const { text } of verdicts) console.log(text);
if (process.argv.includes('--write')) {
  const text = `# Performance

What the action costs a job: whole processes, interleaved in one run, against a local server over TLS. Made by \`npm run bench -- --write\`; \`npm run bench\` measures again and fails when a bar is not met.

${lines.join('\n')}

${ROUNDS} rounds on ${describeMachine()}. A ratio says more than a time: the machines of a CI differ, and so does their load.

The bars:

${verdicts.map(verdict => `- ${verdict.text}`).join('\n')}

Before the request leaves, only that is loaded which the page needs: Octokit only where there is a failed job to look up, secretlint only for a text in which a token could hide, js-yaml only for a map, our own rules of redaction for the first text that could concern one. Where the time goes, and what was tried, is [decision 11](decisions/0011-speed.md).
`;
  writeFileSync(join(root, 'docs/performance.md'), text);
}
process.exitCode = verdicts.every(({ met }) => met) ? 0 : 1;
