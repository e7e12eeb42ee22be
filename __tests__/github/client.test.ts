import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sketchJob } from '../../emulator/github-jobs.ts';
import type { Call } from '../../emulator/http.ts';
import { type Loopback, listen } from '../../emulator/loopback.ts';
import { loadGitHub } from '../../src/github/client.ts';
import { findFailedWork } from '../../src/github/failed-work.ts';
import { Secret } from '../../src/primitives/secret.ts';
import { type BadProxy, startProxy } from '../scenarios/bad-proxies.ts';
import { certify } from '../scenarios/certificates.ts';

// A name that nobody but the proxy can resolve: whoever is answered went through it.
const HOST = 'api.github.invalid';
const trusted = getCACertificates('default');
const FAILED = sketchJob({
  name: 'migrate',
  conclusion: 'failure',
  steps: [{ name: 'Migrate', conclusion: 'failure' }],
});
const QUERY = {
  token: new Secret('ghs_0123456789abcdefghij'),
  apiUrl: `https://${HOST}`,
  repository: 'acme/shop',
  runId: '4711',
  attempt: 1,
  jobId: '42',
  jobName: '',
  runnerName: '',
  exceptJobId: '',
  decisive: [],
  allowed: [],
};
const MIGRATE = {
  step: 'Migrate',
  url: `${FAILED.html_url}#step:1:1`,
  message: '',
  jobs: [],
  startedAt: new Date('2026-01-02T03:00:10Z'),
  endedAt: new Date('2026-01-02T03:00:12Z'),
  logs: [{ jobId: 42, job: 'migrate', from: new Date('2026-01-02T03:00:10Z'), to: new Date('2026-01-02T03:00:12Z') }],
};

let github: Loopback;
let proxy: BadProxy;
let calls: Call[];
/** Calls whose path holds this are never answered. */
let silentOn: string;

beforeAll(async () => {
  const tls = await certify([HOST]);
  setDefaultCACertificates([...trusted, tls.cert]);
  github = await listen({ tls }, (call, response) => {
    calls.push(call);
    if (call.path.includes(silentOn)) return;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.setHeader('Link', `<https://${HOST}/repos/acme/shop/page-2>; rel="next"`);
    response.end(JSON.stringify(answer(call.path)));
  });
  proxy = await startProxy(github.url, 'tunnels');
  // @actions/github looks at it once, as it is loaded.
  process.env.HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
  await loadGitHub();
});

function answer(path: string): unknown {
  if (path.includes('/annotations')) return [];
  return path.includes('/attempts/') ? { total_count: 1, jobs: [FAILED] } : FAILED;
}

beforeEach(() => {
  calls = [];
  silentOn = '\0';
});

afterAll(async () => {
  delete process.env.HTTPS_PROXY;
  setDefaultCACertificates(trusted);
  await Promise.all([proxy.close(), github.close()]);
});

test('GitHub is asked through the proxy in HTTPS_PROXY, by CONNECT, and the proxy does not see what is asked', async () => {
  expect(await findFailedWork(QUERY)).toEqual(MIGRATE);
  expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${HOST}:443`]));
  expect(proxy.passed()).not.toContain('acme/shop');
  expect(calls.map(({ path, headers }) => [path, headers.host, headers.authorization])).toEqual([
    ['/repos/acme/shop/actions/jobs/42', HOST, 'token ghs_0123456789abcdefghij'],
    ['/repos/acme/shop/check-runs/42/annotations', HOST, 'token ghs_0123456789abcdefghij'],
  ]);
});

test('what GitHub may take is bounded on every page of a list', async () => {
  silentOn = '/page-2';
  const before = performance.now();
  expect(await findFailedWork({ ...QUERY, jobId: '' })).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(9_000);
  expect(calls.map(({ path }) => path)).toEqual([
    '/repos/acme/shop/actions/runs/4711/attempts/1/jobs',
    '/repos/acme/shop/page-2',
  ]);
});
