import { writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Stage } from '../../demo/runner.ts';
import { certifyHosts } from '../../emulator/certificates.ts';
import { PAGERDUTY_HOSTS } from '../../emulator/hosts.ts';
import { annotationsOf, type Bench, openBench, withoutMasks } from '../../reliability/bench.ts';
import { network } from './real-hosts.ts';
import { swallowConnections } from './swallowed.ts';

const [HOST] = PAGERDUTY_HOSTS.us;
const [V4, V6] = ['127.0.0.1', '::1'] as const;
// Where the kernel has no IPv6, there is nothing to try.
const hasV6 = Object.values(networkInterfaces()).some(each => each?.some(({ address }) => address === V6));
const withV6 = hasV6 ? test.concurrent : test.concurrent.skip;

const certified = await certifyHosts(PAGERDUTY_HOSTS.us);
const open: { close(): Promise<void> }[] = [];
afterAll(async () => {
  for (const each of open.reverse()) await each.close();
});

/** A failed job that pages PagerDuty by its name, which leads to `addresses`; PagerDuty itself listens at `at` alone. */
async function page(
  at: typeof V4 | typeof V6,
  addresses: readonly string[],
  { timeout = '10', prepare = async (_url: string): Promise<void> => undefined } = {},
): Promise<{ bench: Bench; main: Stage }> {
  const bench = await openBench({ tls: certified.tls, address: at });
  open.push(bench);
  await prepare(bench.pagerduty.url);
  const authority = join(bench.folder, 'authority.pem');
  writeFileSync(authority, certified.authority);
  const environment = { NODE_EXTRA_CA_CERTS: authority, ...network({ [HOST]: bench.pagerduty.url }, addresses) };
  return { bench, main: await bench.main({ 'api-url': '', timeout }, { environment }) };
}

function expectPaged({ bench, main }: Awaited<ReturnType<typeof page>>): void {
  expect(bench.pagerduty.requests.map(({ headers, servername }) => [headers.host, servername])).toEqual([[HOST, HOST]]);
  expect([main.outputs.delivery, bench.incidents(), main.stderr]).toEqual(['accepted', ['triggered'], '']);
}

describe('addresses of a host', () => {
  withV6.each<[string, typeof V4 | typeof V6, readonly string[]]>([
    ['IPv6 alone', V6, [V6]],
    ['IPv4 before IPv6, and only IPv6 is answered', V6, [V4, V6]],
    ['IPv6 before IPv4, and only IPv4 is answered', V4, [V6, V4]],
  ])('%s', async (_, at, addresses) => expectPaged(await page(at, addresses)));

  const linux = hasV6 && process.platform === 'linux' ? test.concurrent : test.concurrent.skip;
  linux('IPv6 before IPv4, and IPv6 swallows what comes', async () => {
    const prepare = async (url: string): Promise<void> => {
      open.push(await swallowConnections(V6, Number(new URL(url).port)));
    };
    expectPaged(await page(V4, [V6, V4], { prepare }));
  });

  test.concurrent.each<[string, readonly string[], RegExp]>([
    ['a name that is not known', [], /the host name is not known \(getaddrinfo ENOTFOUND events\.pagerduty\.com\)/],
    ['a look-up that never ends', ['never'], /no answer within/],
    [
      'addresses that nobody answers at',
      ['127.0.0.2', '127.0.0.3'],
      /the connection was refused|could not be reached|no answer within/,
    ],
  ])('%s: nobody is paged, which is said, and the step ends in time', async (_, addresses, words) => {
    const { bench, main } = await page(V4, addresses, { timeout: '2' });
    expect(bench.pagerduty.requests).toEqual([]);
    expect(withoutMasks(main)).toMatch(words);
    expect([main.exitCode, main.outputs.delivery, main.stderr]).toEqual([0, 'unreachable', '']);
    expect([annotationsOf(main).includes('error'), bench.waiting().length]).toEqual([true, 1]);
    expect(main.summary).toMatch(/not delivered/);
    expect(main.durationMs).toBeLessThan(9_500);
  });
});
