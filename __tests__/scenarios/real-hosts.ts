import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage, Step } from '../../demo/runner.ts';
import { certifyHosts } from '../../emulator/certificates.ts';
import { type Emulator, exampleAccount, startEmulator } from '../../emulator/emulator.ts';
import { FaultPlan } from '../../emulator/faults.ts';
import { startGithubApi } from '../../emulator/github-api.ts';
import { sketchJob } from '../../emulator/github-jobs.ts';
import { PAGERDUTY_HOSTS } from '../../emulator/hosts.ts';
import { type LoopbackOptions, listen, respond } from '../../emulator/loopback.ts';
import { type RecordedRequest, RequestLog } from '../../emulator/requests.ts';
import { startProxy } from './proxy.ts';

export const REGIONS = ['us', 'eu'] as const;
export const GITHUB = 'api.github.com';
export const CHAT = 'hooks.slack.com';

/** How a step reaches the hosts: straight away, or only through the proxy in HTTPS_PROXY. */
export type Way = 'directly' | 'through a proxy';

/** A server for each real host: TLS with a certificate of that name alone, and a 421 to whoever asks it for another. */
export interface RealHosts {
  readonly pagerduty: Readonly<Record<(typeof REGIONS)[number], Emulator>>;
  /** Runs a step with the variables that lead it to the hosts. */
  visit(way: Way, run: (variables: Step['environment']) => Promise<Stage>): Promise<Visit>;
  close(): Promise<void>;
}

/** What a step did, and what the hosts and the proxy saw of it. */
export interface Visit {
  readonly stage: Stage;
  /** By the server that they came to. */
  readonly requests: readonly RecordedRequest[];
  /** `host:port` of every CONNECT. */
  readonly tunnels: readonly string[];
}

/** Starts them all, on any free ports of the loopback. */
export async function startRealHosts(): Promise<RealHosts> {
  const { authority, tls } = await certifyHosts([...Object.values(PAGERDUTY_HOSTS).flat(), GITHUB, CHAT]);
  const [us, eu, github, chat] = await Promise.all([
    startEmulator({ tls, hosts: PAGERDUTY_HOSTS.us, account: exampleAccount() }),
    startEmulator({ tls, hosts: PAGERDUTY_HOSTS.eu, account: exampleAccount() }),
    startGithubApi({ jobs: [sketchJob({ conclusion: null, steps: [{ conclusion: 'failure' }] })] }, { tls }),
    startChat({ tls, hosts: [CHAT] }),
  ]);
  const urls: Readonly<Record<string, string>> = Object.fromEntries([
    ...PAGERDUTY_HOSTS.us.map(host => [host, us.url]),
    ...PAGERDUTY_HOSTS.eu.map(host => [host, eu.url]),
    [GITHUB, github.url],
    [CHAT, chat.url],
  ]);
  const proxy = await startProxy(asked => urls[asked.replace(/:443$/, '')] ?? us.url);
  const folder = mkdtempSync(join(tmpdir(), 'real-hosts-'));
  const path = join(folder, 'authority.pem');
  writeFileSync(path, authority);
  const requests = (): RecordedRequest[] => [us, eu, github, chat].flatMap(server => server.requests);
  return {
    pagerduty: { us, eu },
    async visit(way, run) {
      const [before, tunnels] = [new Set(requests()), proxy.hosts.length];
      const stage = await run({
        GITHUB_API_URL: `https://${GITHUB}`,
        NODE_EXTRA_CA_CERTS: path,
        ...(way === 'directly' ? network(urls) : { ...network({}), HTTPS_PROXY: proxy.url }),
      });
      const own = requests().filter(request => !before.has(request));
      return { stage, requests: own, tunnels: proxy.hosts.slice(tunnels) };
    },
    async close() {
      for (const server of [proxy, us, eu, github, chat]) await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Variables of a step for which each host has the port of its URL, at these addresses; no other name is known to it. */
export function network(
  urls: Readonly<Record<string, string>>,
  addresses: readonly string[] = ['127.0.0.1'],
): Step['environment'] {
  const query = new URLSearchParams([
    ...Object.entries(urls).map(([host, url]): [string, string] => [host, new URL(url).port]),
    ...addresses.map((address): [string, string] => ['address', address]),
  ]);
  return { NODE_OPTIONS: `--import ${new URL(`fake-network.ts?${query}`, import.meta.url)}` };
}

// https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
async function startChat(options: LoopbackOptions) {
  const log = { requests: new RequestLog(), faults: new FaultPlan() };
  const { url, close } = await listen(options, (call, response) =>
    respond(log, call, response, () => ({ status: 200, body: 'ok' })),
  );
  return { url, close, requests: log.requests.all };
}
