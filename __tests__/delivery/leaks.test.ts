import { describe, expect, test } from '@jest/globals';
import { type FakeJob, KEY, type Seen, type Setting, startFakeJob, TOKEN, WEBHOOK, type Weather } from './world.ts';

const PASSWORD = 'hunter2-hunter2-hunter2';
const API_TOKEN = 'u+aBcDeFgHiJkLmNoPqR';
const SECRETS = [KEY, TOKEN, WEBHOOK, PASSWORD, API_TOKEN];
const ECHO = `you sent {"routing_key":"${KEY}"} with ${TOKEN} from ${WEBHOOK} as ${API_TOKEN}, proxy http://deploy:${PASSWORD}@proxy.acme.example`;

/** Everything that can be seen of a job from outside, but the bodies of its requests. */
function textsOf(stages: readonly Seen[], job: FakeJob): [place: string, text: string][] {
  return [
    ...stages.flatMap((stage): [string, string][] => [
      ...stage.annotations.map(({ level, text }): [string, string] => [`${stage.phase} ${level}`, text]),
      ...stage.log.map((text): [string, string] => [`${stage.phase} log`, text]),
      ...Object.entries(stage.outputs).map(([name, text]): [string, string] => [`output ${name}`, text]),
      ...Object.entries(stage.state).map(([name, text]): [string, string] => [`state ${name}`, text]),
      [`${stage.phase} summary`, stage.summary],
      ...stage.webhook.map((text): [string, string] => ['webhook', text]),
      ...stage.requests.map(({ url }): [string, string] => ['URL', url]),
      ...stage.requests.map(({ body }): [string, string] => ['event', JSON.stringify(withoutKey(body))]),
    ]),
    ...job.files().map((text): [string, string] => ['file', text]),
  ];
}

function withoutKey(body: unknown): unknown {
  const { routing_key, ...event } = (body ?? {}) as { routing_key?: unknown };
  return event;
}

const answer = (status: number, body: string): Weather => ({ kind: 'answer', tookMs: 5, status, body });
const failure = (text: string): Weather => ({ kind: 'failure', tookMs: 5, failure: text });
const again = (weather: Weather): Weather[] => Array.from({ length: 99 }, () => weather);
const broken = (error: unknown) => async (): Promise<never> => {
  throw error;
};

describe('no path on which an error text is made shows a secret', () => {
  test.each<[string, Setting]>([
    ['the network', { weather: again(failure(`connect ECONNREFUSED ${ECHO}`)) }],
    ['a proxy', { weather: again(failure(`the proxy of HTTPS_PROXY (${ECHO})`)) }],
    ['an answer that echoes the request', { weather: [answer(400, JSON.stringify({ errors: [ECHO] }))] }],
    ['an answer that echoes it without JSON', { weather: [answer(400, `${'x'.repeat(950)}${ECHO}`)] }],
    ['an answer that echoes it in HTML', { weather: [answer(403, `<b>${ECHO}</b>`)] }],
    ['an answer that echoes it again and again', { weather: again(answer(503, ECHO)) }],
    ['a taken event whose answer echoes it', { weather: [answer(202, ECHO)] }],
    ['a redirect', { weather: [answer(302, ECHO)] }],
    [
      'several services',
      {
        inputs: { 'routing-key': `${KEY}\n${KEY.replace('0', 'f')}` },
        weather: [answer(400, ECHO), answer(400, ECHO), ...again(failure(ECHO))],
      },
    ],
    ['a key that looks wrong', { inputs: { 'routing-key': API_TOKEN }, weather: [answer(400, ECHO)] }],
    ['the webhook', { weather: [...again(failure(ECHO))], inputs: { timeout: '5' } }],
    [
      'a webhook that is no URL',
      { inputs: { 'fallback-webhook-url': `ftp://${PASSWORD}` }, weather: [answer(400, '')] },
    ],
    [
      'a webhook in clear',
      { inputs: { 'fallback-webhook-url': WEBHOOK.replace('https', 'http') }, weather: [answer(400, '')] },
    ],
    ['an api-url that cannot be used', { inputs: { 'api-url': `http://deploy:${PASSWORD}@pagerduty.acme.example` } }],
    [
      'a database URL',
      { inputs: { database: `postgres://deploy:${PASSWORD}@db.acme.example/shop?password=${PASSWORD}` } },
    ],
    ['an error', { inputs: { error: `could not connect: ${ECHO}` } }],
    ['a log', { inputs: { log: 'migrate.log' }, file: `ERROR: ${ECHO}\n` }],
    ['a report', { inputs: { report: 'report.json' }, file: JSON.stringify({ success: false, errors: [ECHO] }) }],
    ['a report that is none', { inputs: { report: 'report.json' }, file: ECHO }],
    ['a report that lies nowhere', { inputs: { report: `http://deploy:${PASSWORD}@files.acme.example/report.json` } }],
    ['YAML that is broken', { inputs: { 'custom-details': `password: ["${PASSWORD}", ${TOKEN}` } }],
    ['YAML that is none', { inputs: { severity: ECHO, runbooks: ECHO, links: ECHO } }],
    ['a link', { inputs: { links: `a=https://deploy:${PASSWORD}@wiki.acme.example/?token=${TOKEN}` } }],
    ['a pattern that is none', { inputs: { redact: `(${PASSWORD}` } }],
    ['a pattern that is slow', { inputs: { redact: `(?:${PASSWORD}|(a+)+)$`, error: `${'a'.repeat(40)}!` } }],
    ['words that are not known', { inputs: { status: ECHO, 'event-action': ECHO, region: ECHO, timeout: ECHO } }],
    ['the dedup key', { inputs: { 'dedup-key': ECHO, migration: ECHO } }],
    [
      'the texts of the event',
      { inputs: { summary: ECHO, source: ECHO, class: ECHO, client: ECHO, 'client-url': ECHO } },
    ],
    ['a matrix', { inputs: { matrix: JSON.stringify({ key: KEY, url: ECHO }) } }],
    ['a dry run', { inputs: { 'dry-run': 'true', error: ECHO } }],
    [
      'what GitHub says',
      {
        broken: {
          findFailedWork: async () => ({
            step: ECHO,
            url: `https://x.example/?token=${TOKEN}`,
            jobs: [ECHO],
            message: ECHO,
          }),
        },
      },
    ],
    ['a fault of ours, before the page', { broken: { readEvidence: broken(new Error(ECHO)) }, inputs: { log: 'x' } }],
    [
      'a fault of ours that is no error',
      { broken: { readEvidence: broken({ toString: () => ECHO }) }, inputs: { log: 'x' } },
    ],
    [
      'a fault of ours, in what GitHub says',
      { broken: { findFailedWork: broken(new Error('outer', { cause: new Error(ECHO) })) } },
    ],
    ['a fault of the search for tokens', { broken: { findSecrets: broken(new Error(ECHO)) }, inputs: { error: ECHO } }],
  ])('%s', async (_, setting) => {
    const job = startFakeJob();
    const inputs = {
      'fallback-webhook-url': WEBHOOK,
      'api-token': API_TOKEN,
      'api-url': 'https://pagerduty.test',
      timeout: '20',
      ...setting.inputs,
    };
    const environment = { DATABASE_PASSWORD: PASSWORD, ...setting.environment };
    try {
      const main = await job.main({ ...setting, inputs, environment });
      const post = await job.post(main, { ...setting, inputs, environment });
      const texts = textsOf([main, post], job);
      const leaks = texts.filter(([, text]) => SECRETS.some(secret => text.includes(secret)));
      expect(leaks).toEqual([]);
      expect([main.exitCode, post.exitCode]).toEqual([undefined, undefined]);
      // A half of a key is as bad as a whole one is hard to find.
      expect(texts.filter(([, text]) => text.includes(KEY.slice(0, 20)))).toEqual([]);
    } finally {
      job.close();
    }
  });
});

test('every secret is masked before anything is said', async () => {
  const job = startFakeJob();
  const said: string[] = [];
  const main = await job.main({
    inputs: {
      'routing-key': ` "${KEY}"\n'${KEY.replace('0', 'f')}'`,
      'fallback-webhook-url': WEBHOOK,
      'api-token': API_TOKEN,
    },
    broken: {
      findSecrets: async () => {
        said.push('searched');
        return [];
      },
    },
  });
  job.close();
  expect(main.masked).toEqual([KEY, KEY.replace('0', 'f'), API_TOKEN, TOKEN, WEBHOOK]);
});
