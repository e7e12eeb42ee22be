import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Stage } from '../../demo/runner.ts';
import { type Bench, type Inputs, inPool, KEY, openBench, withoutMasks } from '../../reliability/bench.ts';
import { type BadProxy, type Manners, startProxy } from './bad-proxies.ts';
import { type Certificate, certify } from './certificates.ts';

const HOST = 'events.pagerduty.com';
const PASSWORD = 'proxy-password-0123456789';
// A machine without a network, or a busy one, may have no answer at all.
const UNKNOWN_HOST = /the host name (?:is not known|could not be looked up) \(|no answer within/;
const own: Record<string, Certificate> = {};
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  own.right = await certify(['127.0.0.1', HOST]);
  own.expired = await certify(['127.0.0.1'], { from: -3, until: -2 });
  own.early = await certify(['127.0.0.1'], { from: 2, until: 3 });
  own.foreign = await certify(['pagerduty.acme.example']);
});
afterAll(async () => {
  for (const each of open.reverse()) await each.close();
});

/** A PagerDuty that speaks TLS with one of our certificates, and what a step gets to hear of it. */
async function speakTls(name: string, trusts: boolean): Promise<{ bench: Bench; environment: Record<string, string> }> {
  const tls = own[name];
  if (tls === undefined) throw new Error(`no certificate ${name}`);
  const bench = await openBench({ tls });
  open.push(bench);
  const path = join(bench.folder, 'trusted.pem');
  writeFileSync(path, tls.cert);
  return { bench, environment: trusts ? { NODE_EXTRA_CA_CERTS: path } : {} };
}

/** What is asserted of every step that meets a bad network. */
function expectVisible(bench: Bench, main: Stage, words: RegExp, secrets = [KEY]): void {
  expect(withoutMasks(main)).toMatch(words);
  expect({
    exitCode: main.exitCode,
    delivery: main.outputs.delivery,
    stderr: main.stderr,
    incidents: bench.incidents(),
    waiting: bench.waiting().length,
    leaks: bench.leaks([main], secrets),
  }).toEqual({ exitCode: 0, delivery: 'unreachable', stderr: '', incidents: [], waiting: 1, leaks: [] });
  expect(main.summary).toMatch(/not delivered/);
  expect(main.durationMs).toBeLessThan(9_000);
}

describe('TLS', () => {
  test.each<[string, string, boolean, RegExp]>([
    [
      'self-signed',
      'right',
      false,
      /TLS: the certificate is self-signed, and the runner does not trust it \(.*DEPTH_ZERO_SELF_SIGNED/,
    ],
    ['expired', 'expired', true, /TLS: the certificate has expired, or the clock of the runner is wrong \(/],
    ['not valid yet', 'early', true, /TLS: the certificate is not valid yet, or the clock of the runner is wrong \(/],
    ['of another host', 'foreign', true, /TLS: the certificate is for another host \(/],
  ])('a certificate that is %s is named as that, and nothing is sent', async (_, name, trusts, words) => {
    const { bench, environment } = await speakTls(name, trusts);
    const main = await bench.main({ timeout: '1' }, { environment });
    expectVisible(bench, main, words);
    expect(bench.pagerduty.requests).toEqual([]);
  });

  test('NODE_EXTRA_CA_CERTS makes an own authority trusted', async () => {
    const { bench, environment } = await speakTls('right', true);
    const main = await bench.main({}, { environment });
    expect({ delivery: main.outputs.delivery, incidents: bench.incidents() }).toEqual({
      delivery: 'accepted',
      incidents: ['triggered'],
    });
  });

  test('a server that does not speak TLS is named as that', async () => {
    const bench = await openBench();
    open.push(bench);
    const main = await bench.main({ timeout: '1', 'api-url': bench.pagerduty.url.replace('http:', 'https:') });
    expectVisible(bench, main, /TLS: the other side does not use TLS \(/);
  });
});

/** The step behind a proxy: PagerDuty's own host, which only the proxy can reach. */
async function behind(
  manners: Manners,
  { scheme = 'http://', variable = 'HTTPS_PROXY', userinfo = '', inputs = {} as Inputs, trusts = 'right' } = {},
): Promise<{ bench: Bench; proxy: BadProxy; main: Stage }> {
  const { bench, environment } = await speakTls(trusts, true);
  const proxy = await startProxy(bench.pagerduty.url, manners, scheme === 'https://' ? own.right : undefined);
  open.push(proxy);
  const url = `${scheme}${userinfo}127.0.0.1:${proxy.port}`;
  const main = await bench.main(
    { 'api-url': '', timeout: '1', ...inputs },
    { environment: { ...environment, [variable]: url } },
  );
  return { bench, proxy, main };
}

const MISBEHAVING: readonly (readonly [Manners, RegExp])[] = [
  ['wants a password', /the proxy in HTTPS_PROXY asks for a valid user name and password \(status 407\)/],
  ['forbids', /the proxy in HTTPS_PROXY refused to connect \(status 403\)/],
  ['is overloaded', /the proxy in HTTPS_PROXY refused to connect \(status 502\)/],
  ['never answers', /no answer within/],
  ['breaks off', /the connection broke \(the proxy in HTTPS_PROXY/],
  ['ends', /the proxy in HTTPS_PROXY/],
  ['tunnels to nowhere', /no answer within/],
  ['breaks off the tunnel', /TLS: the connection was closed before it was secure/],
  ['talks into the tunnel', /the proxy in HTTPS_PROXY sent something of its own before TLS began/],
  ['drips headers', /no answer within/],
];

describe('proxies that misbehave', () => {
  let steps: readonly Awaited<ReturnType<typeof behind>>[] = [];
  beforeAll(async () => {
    const userinfo = `deploy:${PASSWORD}@`;
    steps = await inPool(
      5,
      MISBEHAVING.map(
        ([manners]) =>
          () =>
            // Five at once on a busy machine: a second would be over before the proxy has answered.
            behind(manners, { userinfo, inputs: { timeout: '4' } }),
      ),
    );
  });

  test.each(MISBEHAVING.map(([manners, words], index) => ({ manners, words, index })))(
    'one that $manners: the event waits, in sight, and neither key nor password is seen',
    ({ words, index }) => {
      const step = steps[index];
      if (step === undefined) throw new Error('expected a step');
      const { bench, proxy, main } = step;
      expectVisible(bench, main, words, [KEY, PASSWORD, Buffer.from(`deploy:${PASSWORD}`).toString('base64')]);
      expect(proxy.asked.length).toBeGreaterThan(1);
      expect(proxy.passed()).not.toMatch(/routing_key|0123456789abcdef0123456789abcdef/);
    },
  );
});

describe('proxies', () => {
  test.each<[string, { scheme?: string; variable?: string; userinfo?: string }, string]>([
    ['HTTPS_PROXY', {}, ''],
    ['https_proxy', { variable: 'https_proxy' }, ''],
    ['a value without a scheme, as curl takes it', { scheme: '' }, ''],
    ['a proxy that speaks TLS itself', { scheme: 'https://' }, ''],
    ['user and password', { userinfo: `deploy:${PASSWORD}@` }, `deploy:${PASSWORD}`],
    ['a password with signs', { userinfo: 'deploy:p%40ss%3Aw%C3%B6rd@' }, 'deploy:p@ss:wörd'],
    ['a password with a stray percent sign', { userinfo: 'deploy:100%@' }, 'deploy:100%'],
  ])('%s: the event goes through CONNECT, and the proxy never sees it', async (_, options, credentials) => {
    const { bench, proxy, main } = await behind('tunnels', options);
    expect({
      incidents: bench.incidents(),
      exitCode: main.exitCode,
      stderr: main.stderr,
      asked: proxy.asked,
      credentials: proxy.credentials(),
      leaks: bench.leaks([main], [KEY, PASSWORD]),
    }).toEqual({
      incidents: ['triggered'],
      exitCode: 0,
      stderr: '',
      asked: [`CONNECT ${HOST}:443`],
      credentials,
      leaks: [],
    });
    expect(proxy.passed()).not.toMatch(/routing_key|event_action|0123456789abcdef/);
  });

  test('each region has its own host', async () => {
    const { proxy } = await behind('forbids', { inputs: { region: 'eu', timeout: '1' } });
    expect(new Set(proxy.asked)).toEqual(new Set(['CONNECT events.eu.pagerduty.com:443']));
  });

  test('a proxy that nobody answers at', async () => {
    const { bench, environment } = await speakTls('right', true);
    const main = await bench.main(
      { 'api-url': '', timeout: '1' },
      { environment: { ...environment, HTTPS_PROXY: `http://deploy:${PASSWORD}@127.0.0.1:1` } },
    );
    expectVisible(bench, main, /the connection was refused \(the proxy in HTTPS_PROXY/, [KEY, PASSWORD]);
  });

  test('a proxy that opens TLS: its certificate is not trusted, and nothing is sent', async () => {
    const { bench, environment } = await speakTls('right', false);
    const proxy = await startProxy(bench.pagerduty.url, 'tunnels');
    open.push(proxy);
    const main = await bench.main(
      { 'api-url': '', timeout: '1' },
      { environment: { ...environment, HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` } },
    );
    expectVisible(bench, main, /TLS: the certificate is self-signed, and the runner does not trust it/);
    expect(bench.pagerduty.requests).toEqual([]);
  });

  test('behind a proxy, too, a certificate of another host counts for nothing', async () => {
    const { bench, main } = await behind('tunnels', { trusts: 'foreign', inputs: { timeout: '1' } });
    expectVisible(bench, main, /TLS: the certificate is for another host/);
  });

  test.each([
    ['the host', 'pagerduty.invalid'],
    ['its domain', '.invalid'],
    ['everything', '*'],
  ])('NO_PROXY with %s is heeded', async (_, exclusion) => {
    const bench = await openBench();
    const proxy = await startProxy(bench.pagerduty.url, 'tunnels');
    open.push(bench, proxy);
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: `acme.example,${exclusion}` };
    const main = await bench.main({ 'api-url': 'https://pagerduty.invalid', timeout: '1' }, { environment });
    expectVisible(bench, main, UNKNOWN_HOST);
    expect(proxy.asked).toEqual([]);
  });

  test.each(['socks5://127.0.0.1:1', 'http://', '::'])(
    '%j is no proxy that can be used: PagerDuty is asked straight away',
    async value => {
      const bench = await openBench();
      open.push(bench);
      const main = await bench.main(
        { 'api-url': 'https://pagerduty.invalid', timeout: '1' },
        { environment: { HTTPS_PROXY: value } },
      );
      expectVisible(bench, main, UNKNOWN_HOST);
    },
  );

  test('the webhook is told through the proxy, and through CONNECT alone', async () => {
    const { bench, proxy, main } = await behind('forbids', {
      inputs: { 'fallback-webhook-url': 'https://hooks.chat.example/services/webhooksecret01234', timeout: '2' },
    });
    expectVisible(bench, main, /fallback-webhook-url: expected the webhook to accept the message; got the proxy/, [
      KEY,
      'webhooksecret',
    ]);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${HOST}:443`, 'CONNECT hooks.chat.example:443']));
    expect(proxy.passed()).not.toMatch(/webhooksecret|Database migration failed/);
  });
});
