import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runMain } from '../../demo/runner.ts';
import type { FaultScript } from '../../emulator/emulator.ts';
import { PAGERDUTY_HOSTS } from '../../emulator/hosts.ts';
import { type Inputs, KEY, openJob, TOKEN } from '../../reliability/bench.ts';
import { CHAT, GITHUB, REGIONS, type RealHosts, startRealHosts, type Visit, type Way } from './real-hosts.ts';

/** A step, and what it asks of which host. */
interface Case {
  readonly name: string;
  readonly inputs: Inputs;
  readonly fault?: FaultScript;
  /** By host. */
  readonly calls: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, string>>;
}

const WAYS = ['directly', 'through a proxy'] as const;
const ROUTES = WAYS.flatMap(way => REGIONS.map(region => ({ way, region })));
const REST = { 'api-token': 'account-key-0000001+', service: 'Shop database', from: 'anna@example.com' };
const WEBHOOK = '/services/T0000/B0000/webhooksecret0123456789';

let hosts: RealHosts;
beforeAll(async () => {
  hosts = await startRealHosts();
});
beforeEach(() => {
  for (const region of REGIONS) hosts.pagerduty[region].reset();
});
afterAll(() => hosts.close());

/** Runs the action in a failed job of acme/shop. */
async function report(way: Way, inputs: Inputs): Promise<Visit> {
  const job = openJob('');
  try {
    return await hosts.visit(way, environment => job.main(inputs, { environment }));
  } finally {
    await job.close();
  }
}

/** Runs the verify action in the same repository. */
async function verify(way: Way, inputs: Inputs): Promise<Visit> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-'));
  const step = {
    action: 'verify',
    with: inputs,
    job: { status: 'success', checkRunId: '42', matrix: null, token: TOKEN },
    event: { repository: { full_name: 'acme/shop', private: true } },
    workspace: join(folder, 'workspace'),
    temp: join(folder, 'temp'),
  } as const;
  try {
    return await hosts.visit(way, variables =>
      runMain({ ...step, environment: { GITHUB_REPOSITORY: 'acme/shop', ...variables } }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every request names its host and nothing else, in `Host` as in TLS; only a tunnel names the port, too. */
function expectEnvelopes(way: Way, { stage, requests, tunnels }: Visit): void {
  expect(stage.stderr).toBe('');
  expect(requests.map(({ servername, headers }) => ({ servername, headers }))).toEqual(
    requests.map(({ servername, text }) => ({
      servername: expect.any(String),
      headers: expect.objectContaining({
        host: servername,
        'user-agent': expect.stringMatching(servername === GITHUB ? /^\S/ : /^pagerduty-migration-alert$/),
        ...(text === '' ? {} : { 'content-length': String(Buffer.byteLength(text)) }),
      }),
    })),
  );
  // A client that keeps its connections sends several requests through one tunnel.
  const asked = way === 'directly' ? [] : requests.map(({ servername }) => `${servername}:443`);
  expect(new Set(tunnels)).toEqual(new Set(asked));
}

/** `METHOD path status` of all requests, by host. */
function callsOf({ requests }: Visit): Record<string, string[]> {
  const byHost = Object.groupBy(requests, ({ headers }) => headers.host ?? '');
  return Object.fromEntries(
    Object.entries(byHost).map(([host, calls = []]) => [
      host,
      calls.map(({ method, path, status }) => `${method} ${path} ${status}`),
    ]),
  );
}

describe.each(ROUTES)('$way, $region', ({ way, region }) => {
  const [events, api] = PAGERDUTY_HOSTS[region];
  const cases: readonly Case[] = [
    {
      name: 'a failure pages, GitHub is asked before, and the incident is looked up',
      inputs: { ...REST, 'github-token': TOKEN },
      calls: {
        [GITHUB]: expect.arrayContaining(['GET /repos/acme/shop/actions/jobs/42 200']),
        [events]: ['POST /v2/enqueue 202'],
        [api]: expect.arrayContaining(['GET /incidents 200', 'GET /oncalls 200']),
      },
      outputs: { delivery: 'accepted', 'incident-number': '1', 'on-call': 'Anna Berg' },
    },
    {
      name: 'a success resolves, and records a change',
      inputs: { status: 'success', 'change-event': 'true' },
      calls: { [events]: expect.arrayContaining(['POST /v2/enqueue 202', 'POST /v2/change/enqueue 202']) },
      outputs: { delivery: 'accepted' },
    },
    {
      name: 'without a routing key, an incident is opened through the REST API',
      inputs: { ...REST, 'routing-key': '' },
      calls: { [api]: expect.arrayContaining(['POST /incidents 201']) },
      outputs: { delivery: 'accepted', 'incident-number': '1' },
    },
    {
      name: 'what PagerDuty refuses is told to the webhook',
      inputs: { 'fallback-webhook-url': `https://${CHAT}${WEBHOOK}` },
      fault: { status: 400, path: '/v2/enqueue' },
      calls: { [events]: ['POST /v2/enqueue 400'], [CHAT]: [`POST ${WEBHOOK} 200`] },
      outputs: { delivery: 'rejected' },
    },
  ];

  test.each(cases)('$name', async ({ inputs, fault = [], calls, outputs }) => {
    hosts.pagerduty[region].fault(fault);
    const seen = await report(way, { region, ...inputs });
    expectEnvelopes(way, seen);
    expect({ calls: callsOf(seen), outputs: seen.stage.outputs }).toEqual({
      calls,
      outputs: expect.objectContaining(outputs),
    });
  });

  test('verify asks the same hosts', async () => {
    const seen = await verify(way, { region, ...REST, 'routing-key': KEY });
    expectEnvelopes(way, seen);
    expect(callsOf(seen)).toEqual({
      [events]: ['POST /v2/enqueue 202'],
      [api]: expect.arrayContaining(['GET /services 200']),
    });
    expect(seen.stage.outputs.failed).toBe('0');
  });
});
