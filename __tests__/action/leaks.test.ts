import { expect, test } from '@jest/globals';
import { type EvidencePaths, readEvidence } from '../../src/evidence/evidence.ts';
import type { FileReading } from '../../src/evidence/sources/sources.ts';
import { filesLike, readText } from '../repository/files.ts';
import { type FakeJob, KEY, type Seen, type Setting, startFakeJob, TOKEN, WEBHOOK, type Weather } from './fake-job.ts';

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

const answer = (status: number, body: string | object): Weather => ({
  kind: 'answer',
  tookMs: 5,
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const failure = (text: string): Weather => ({ kind: 'failure', tookMs: 5, failure: text });
const again = (weather: Weather): Weather[] => Array.from({ length: 99 }, () => weather);
const broken = (error: unknown) => async (): Promise<never> => {
  throw error;
};
const FINE: Weather = { kind: 'fine', tookMs: 5 };
const REST = { 'routing-key': '', 'api-token': API_TOKEN, service: 'Shop database', error: ECHO };
const REFUSED = { error: { message: ECHO, code: 2010, errors: [ECHO] } };
const FAILURE_OF_CONFITURE = { success: false, errors: [ECHO], migrations_applied: [], command: 'up' };

const NOTHING_READ = { evidence: undefined, problems: [], logMissing: false, files: 'none' } as const;
const SLOW = { run: './migrate.sh', 'slow-after': '15' };

/** A way on which an error text is made, what must be seen of it, so that it is known to have been gone, and the step that goes it. */
type Row = readonly [name: string, says: RegExp, setting: Setting, between?: Setting];

const NETWORK: readonly Row[] = [
  ['the network', /did not reach .*ECONNREFUSED/, { weather: again(failure(`connect ECONNREFUSED ${ECHO}`)) }],
  ['a proxy', /the proxy in HTTPS_PROXY \(/, { weather: again(failure(`the proxy in HTTPS_PROXY (${ECHO})`)) }],
  ['an answer that echoes the request', /refused the trigger/, { weather: [answer(400, { errors: [ECHO] })] }],
  ['an answer that echoes it without JSON', /HTTP 400: x+/, { weather: [answer(400, `${'x'.repeat(950)}${ECHO}`)] }],
  ['an answer that echoes it in HTML', /HTTP 403: <b>/, { weather: [answer(403, `<b>${ECHO}</b>`)] }],
  ['an answer that echoes it again and again', /HTTP 503: you sent/, { weather: again(answer(503, ECHO)) }],
  ['a taken event whose answer echoes it', /may not have reached PagerDuty/, { weather: [answer(202, ECHO)] }],
  ['a redirect', /a redirect, which is not followed/, { weather: [answer(302, ECHO)] }],
  [
    'several services',
    /Not everybody|Nobody has been paged.* for routing key 2 of 2/,
    {
      inputs: { 'routing-key': `${KEY}\n${KEY.replace('0', 'f')}` },
      weather: [answer(400, ECHO), answer(400, ECHO), ...again(failure(ECHO))],
    },
  ],
  [
    'a key that looks wrong',
    /A key of 20 characters is a REST API key/,
    { inputs: { 'routing-key': API_TOKEN }, weather: [answer(400, ECHO)] },
  ],
  ['no key', /got nothing, so nobody has been told/, { inputs: { 'routing-key': '' } }],
  [
    'a run that gets no secrets',
    /this run gets no secrets/,
    { inputs: { 'routing-key': '', error: ECHO }, environment: { GITHUB_ACTOR: 'dependabot[bot]' } },
  ],
  [
    'a merged pull request of a fork',
    /merged pull request of a fork, which gets no secrets/,
    {
      inputs: { 'routing-key': '', error: ECHO },
      environment: { GITHUB_EVENT_NAME: 'pull_request' },
      payload: {
        action: 'closed',
        repository: { full_name: 'acme/shop' },
        pull_request: { merged: true, head: { repo: { full_name: 'mona/shop' } } },
      },
    },
  ],
  [
    'the webhook',
    /expected the webhook to accept the message; got you sent/,
    { weather: again(failure(ECHO)), inputs: { timeout: '5' } },
  ],
  [
    'a slow command',
    /slow-after: Nobody has been paged: .*ECONNREFUSED[\s\S]*slow-after: The incident may still be open: /,
    {
      inputs: { ...SLOW, error: ECHO },
      slow: true,
      weather: again(failure(`connect ECONNREFUSED ${ECHO}`)),
    },
  ],
  [
    'a slow command whose page is refused',
    /slow-after: Nobody has been paged: .* refused the trigger/,
    { inputs: SLOW, slow: true, weather: again(answer(400, { errors: [ECHO] })) },
  ],
  [
    'a slow command of a migration that says too much',
    /PagerDuty was told after 15 min/,
    { inputs: { ...SLOW, migration: ECHO, database: `postgres://me:${PASSWORD}@db/shop` }, slow: true, file: ECHO },
  ],
  [
    'the second try',
    /The second try succeeded/,
    { weather: again(failure(ECHO)), inputs: { timeout: '1', error: ECHO } },
  ],
  [
    'a second try that comes too late',
    /Not sent again/,
    { weather: again(failure(ECHO)), inputs: { timeout: '1', error: ECHO } },
    { inputs: { error: ECHO } },
  ],
];

const BY_REST: readonly Row[] = [
  [
    'REST: a refusal',
    /refused the trigger .*Is the token one of the REST API/,
    { inputs: REST, weather: [answer(401, REFUSED)] },
  ],
  [
    'REST: a fault',
    /did not reach api\.pagerduty\.com|did not reach .*HTTP 500/,
    { inputs: REST, weather: again(answer(500, REFUSED)) },
  ],
  [
    'REST: an error of another shape',
    /refused the trigger/,
    { inputs: REST, weather: [answer(400, { error: [ECHO] })] },
  ],
  ['REST: no JSON', /perhaps a proxy answered/, { inputs: REST, weather: [answer(200, ECHO)] }],
  ['REST: no such service', /no service is called/, { inputs: REST, weather: again(answer(200, { services: [] })) }],
  [
    'the incident cannot be looked up',
    /the incident could not be looked up: .*HTTP 403/,
    { weather: [FINE, answer(403, REFUSED)] },
  ],
  [
    'there is no service of that name',
    /expected the exact name of a service that the token sees/,
    {
      inputs: { service: 'Shop database', error: ECHO },
      weather: [FINE, ...again(answer(200, { services: [], incidents: [] }))],
    },
  ],
  [
    'the incident does not appear',
    /shows no open incident .* yet/,
    { inputs: { migration: ECHO }, weather: [FINE, ...again(answer(200, { incidents: [] }))] },
  ],
  [
    'nobody is on call, and no note is taken',
    /expected somebody on call[\s\S]*no note could be added|no note could be added[\s\S]*expected somebody on call/,
    {
      weather: [
        FINE,
        answer(200, {
          incidents: [
            {
              id: 'P1',
              incident_number: 7,
              html_url: `https://acme.pagerduty.com/incidents/P1?token=${TOKEN}`,
              status: 'triggered',
              created_at: '2020-01-01T00:00:00Z',
              escalation_policy: { id: 'E1' },
            },
          ],
        }),
        answer(200, { oncalls: [] }),
        answer(400, REFUSED),
      ],
    },
  ],
  [
    'who is on call cannot be looked up',
    /the people on call could not be looked up/,
    {
      weather: [
        FINE,
        answer(200, {
          incidents: [{ id: 'P1', incident_number: 7, status: 'triggered', escalation_policy: { id: 'E1' } }],
        }),
        answer(403, REFUSED),
      ],
    },
  ],
  [
    'a change event',
    /The change is not recorded/,
    {
      inputs: { status: 'success', 'change-event': 'true', error: ECHO },
      weather: [FINE, ...again(answer(400, { errors: [ECHO] }))],
    },
  ],
];

const INPUTS: readonly Row[] = [
  [
    'a time that is none',
    /expected minutes, a number above 0/,
    { inputs: { run: './migrate.sh', 'slow-after': ECHO }, weather: [answer(400, '')] },
  ],
  [
    'a time without a command',
    /expected run beside it/,
    { inputs: { 'slow-after': ECHO }, weather: [answer(400, '')] },
  ],
  [
    'a key that is another one in every run',
    /expected a value that is the same in later runs/,
    {
      inputs: { migration: `release-${'8f2d5c1e0b7a4936d2c1e0b7a49368f2d5c1e0b7'} ${ECHO}` },
      weather: [answer(400, '')],
    },
  ],
  [
    'a reusable workflow that may be called twice',
    /does not say which call of the reusable workflow this is/,
    { inputs: { 'job-workflow-ref': `acme/shared/.github/workflows/${PASSWORD}.yml@refs/heads/main` } },
  ],
  [
    'a dry run without a key',
    /This is a dry run; without dry-run nobody would be told/,
    { inputs: { 'routing-key': '', 'dry-run': 'true', error: ECHO } },
  ],
  [
    'an expression that was not evaluated',
    /expected an evaluated expression/,
    { inputs: { 'dedup-key': `\${{ secrets.${PASSWORD} }}` } },
  ],
  [
    'a webhook that is no URL',
    /fallback-webhook-url: expected an https URL/,
    { inputs: { 'fallback-webhook-url': `ftp://${PASSWORD}` }, weather: [answer(400, '')] },
  ],
  [
    'a webhook in clear',
    /fallback-webhook-url: expected an https URL/,
    { inputs: { 'fallback-webhook-url': WEBHOOK.replace('https', 'http') }, weather: [answer(400, '')] },
  ],
  [
    'an api-url that cannot be used',
    /api-url: expected an https URL/,
    { inputs: { 'api-url': `http://deploy:${PASSWORD}@pagerduty.acme.example` } },
  ],
  [
    'a database URL',
    /db\.acme\.example\/shop/,
    { inputs: { database: `postgres://deploy:${PASSWORD}@db.acme.example/shop?password=${PASSWORD}` } },
  ],
  [
    'a database of which nothing is left',
    /database: expected a name, a host or a URL/,
    { inputs: { database: `user=app;password=${PASSWORD}` } },
  ],
  ['an error', /could not connect/, { inputs: { error: `could not connect: ${ECHO}` } }],
  ['no environment', /expected a name such as production/, { inputs: { environment: '', error: ECHO } }],
  ['an environment that is not listed', /PagerDuty was not told of a failure: /, { inputs: { environment: ECHO } }],
  [
    'YAML that is broken',
    /custom-details: expected a YAML or JSON map/,
    { inputs: { 'custom-details': `password: ["${PASSWORD}", ${TOKEN}` } },
  ],
  [
    'YAML that is none',
    /severity: expected[\s\S]*runbooks: expected[\s\S]*links: expected/,
    { inputs: { severity: ECHO, runbooks: ECHO, links: ECHO, 'dashboard-url': ECHO } },
  ],
  ['a list of links that is none', /links: expected lines/, { inputs: { links: `[${PASSWORD}, ${TOKEN}` } }],
  [
    'a link',
    /wiki\.acme\.example/,
    { inputs: { links: `a=https://deploy:${PASSWORD}@wiki.acme.example/?token=${TOKEN}` } },
  ],
  [
    'a service without a token',
    /service: expected a token in api-token/,
    { inputs: { service: ECHO, 'api-token': '' } },
  ],
  [
    'a guard with a command',
    /when: expected now, or nothing, together with run/,
    { inputs: { when: 'job-end', run: ECHO } },
  ],
  [
    'a listener that listens to nothing',
    /expected run-completed only/,
    { inputs: { when: 'run-completed', error: ECHO } },
  ],
  [
    'a fan-in whom GitHub does not answer',
    /The page does not say which step failed/,
    { inputs: { status: JSON.stringify({ [ECHO]: { result: 'failure' } }), error: ECHO } },
  ],
  ['a pattern that is none', /redact: .*line 1 is not a regular expression/, { inputs: { redact: `(${PASSWORD}` } }],
  [
    'a pattern that is slow',
    /redact: .*took longer than/,
    { inputs: { redact: `(?:${PASSWORD}|(a+)+)$`, error: `${'a'.repeat(40)}!` } },
  ],
  [
    'words that are not known',
    /(?=[\s\S]*status: expected)(?=[\s\S]*event-action: expected)(?=[\s\S]*region: expected)/,
    { inputs: { status: ECHO, 'event-action': ECHO, region: ECHO, timeout: ECHO, 'auto-resolve': ECHO, when: ECHO } },
  ],
  ['the dedup key', /Dedup key: you sent/, { inputs: { 'dedup-key': ECHO, migration: ECHO } }],
  [
    'the texts of the event',
    /accepted by/,
    { inputs: { summary: ECHO, source: ECHO, class: ECHO, client: ECHO, 'client-url': ECHO } },
  ],
  ['placeholders that are not known', /expected the placeholders/, { inputs: { summary: `{nothing} ${ECHO}` } }],
  [
    'an event that is too large',
    /was too large for PagerDuty/,
    { inputs: { 'custom-details': `a: ${`${ECHO} `.repeat(6_000)}` } },
  ],
  ['a matrix', /accepted by/, { inputs: { matrix: JSON.stringify({ key: KEY, url: ECHO }) } }],
  ['a dry run', /Dry run, not sent/, { inputs: { 'dry-run': 'true', error: ECHO } }],
];

/** Reads the evidence in files of which a pattern has found as many, two of them links, each with ECHO in its name. */
function readFound(count: number, reading: FileReading): (paths: EvidencePaths) => ReturnType<typeof readEvidence> {
  const files = Array.from({ length: count }, (_, index) => {
    const name = `${index} ${ECHO.replaceAll('/', '')}.log`;
    return { path: `logs/${name}`, name, size: 9 };
  });
  return paths =>
    readEvidence(
      { ...paths, jobStartedAt: new Date('2026-01-02T03:00:00Z') },
      {
        read: async path => (path.includes('*') ? { kind: 'missing' } : reading),
        find: async () => ({ kind: 'found', folder: `logs ${ECHO}`, files, fitting: count, links: 2, cut: false }),
      },
    );
}

const EVIDENCE: readonly Row[] = [
  ['a log', /accepted by/, { inputs: { log: 'migrate.log' }, file: `ERROR: ${ECHO}\n` }],
  [
    'a green step whose log ends while a migration runs',
    /An open incident stays open/,
    {
      inputs: { status: 'success', log: 'migrate.log' },
      file: `Applying: 1_users.sql\nApplied: 1_users.sql in 5ms\nApplying: 2_payments.sql\n${ECHO}\n`,
    },
  ],
  ['a log that is missing', /log: expected the migration's output/, { inputs: { log: ECHO } }],
  ['a log that is huge', /log: expected at most/, { inputs: { log: 'x' }, file: `${ECHO}\n`.repeat(20_000) }],
  ['a report', /accepted by/, { inputs: { report: 'report.json' }, file: JSON.stringify(FAILURE_OF_CONFITURE) }],
  ['a report that is none', /report: expected/, { inputs: { report: 'report.json' }, file: ECHO }],
  [
    'a report that lies nowhere',
    /report: expected the tool's report at/,
    { inputs: { report: `http://deploy:${PASSWORD}@files.acme.example/report.json` } },
  ],
  [
    'a report that cannot be read',
    /it cannot be read \(/,
    {
      inputs: { report: 'x' },
      broken: {
        readEvidence: paths =>
          readEvidence(paths, {
            read: async () => ({ kind: 'failed', thrown: new Error(ECHO) }),
            find: async folder => ({ kind: 'no-folder', folder }),
          }),
      },
    },
  ],
  [
    'a pattern that too many files fit, some by a link',
    /expected at most 1000 files, but 1001 fit[\s\S]*symbolic links are not read/,
    { inputs: { log: 'logs/*.log' }, broken: { readEvidence: readFound(1_001, { kind: 'missing' }) } },
  ],
  [
    'a pattern that finds files of another job',
    /were not read\. Delete such files/,
    {
      inputs: { log: 'logs/*.log' },
      broken: {
        readEvidence: readFound(3, {
          kind: 'read',
          head: Buffer.from(ECHO),
          tail: Buffer.from(''),
          size: 9,
          modifiedAt: new Date(0),
        }),
      },
    },
  ],
  [
    'a pattern that finds many files which cannot be read',
    /The same or something like it holds for \d+ more files/,
    {
      inputs: { log: 'logs/*.log' },
      broken: { readEvidence: readFound(30, { kind: 'failed', thrown: new Error(ECHO) }) },
    },
  ],
  [
    'a command that cannot be started',
    /accepted by/,
    { inputs: { run: ECHO, shell: ECHO }, ended: { exitCode: 127, interrupted: false, failure: ECHO } },
  ],
  [
    'what GitHub says',
    /accepted by/,
    {
      broken: {
        findFailedWork: async () => ({
          step: ECHO,
          url: `https://x.example/?token=${TOKEN}`,
          jobs: [ECHO],
          message: ECHO,
          logs: [],
        }),
      },
    },
  ],
];

const FAULTS_OF_OURS: readonly Row[] = [
  ['before the page', /Internal error/, { broken: { readEvidence: broken(new Error(ECHO)) }, inputs: { log: 'x' } }],
  [
    'before the page, which is refused, too',
    /Internal error[\s\S]*refused the trigger/,
    { broken: { readEvidence: broken(new Error(ECHO)) }, inputs: { log: 'x' }, weather: [answer(400, ECHO)] },
  ],
  [
    'that is no error',
    /Internal error/,
    { broken: { readEvidence: broken({ toString: () => ECHO }) }, inputs: { log: 'x' } },
  ],
  [
    'in what GitHub says',
    /Internal error/,
    { broken: { findFailedWork: broken(new Error('outer', { cause: new Error(ECHO) })) } },
  ],
  [
    'in the search for tokens',
    /The search for tokens broke/,
    { broken: { findSecrets: broken(new Error(ECHO)) }, inputs: { error: ECHO } },
  ],
  [
    'while the command runs',
    /slow-after: Internal error, please report it/,
    {
      broken: { readEvidence: async ({ brief }) => (brief ? broken(new Error(ECHO))() : NOTHING_READ) },
      inputs: SLOW,
      slow: true,
    },
  ],
  ['after the event had left', /after the event was sent/, { broken: { lookUpIncident: broken(new Error(ECHO)) } }],
];

const seen: string[] = [];

const ROWS = [
  ...NETWORK,
  ...BY_REST,
  ...INPUTS,
  ...EVIDENCE,
  ...FAULTS_OF_OURS.map(([name, ...rest]): Row => [`a fault of ours ${name}`, ...rest]),
].map(([name, says, setting, between]) => ({ name, says, setting, between }));

test.each(ROWS)('$name: what is said of it shows no secret', async ({ says, setting, between }) => {
  const job = startFakeJob();
  const complete = (each: Setting): Setting => ({
    ...each,
    inputs: {
      'fallback-webhook-url': WEBHOOK,
      'api-token': API_TOKEN,
      'api-url': 'https://pagerduty.test',
      timeout: '20',
      ...each.inputs,
    },
    environment: { DATABASE_PASSWORD: PASSWORD, ...each.environment },
  });
  try {
    const main = await job.main(complete(setting));
    const other = between === undefined ? [] : [await job.main(complete(between))];
    const post = await job.post(main, { ...complete(setting), weather: [] });
    const texts = textsOf([main, ...other, post], job);
    seen.push(...texts.map(([, text]) => text));
    expect(texts.map(([, text]) => text).join('\n')).toMatch(says);
    const leaks = texts.filter(([, text]) => SECRETS.some(secret => text.includes(secret)));
    expect(leaks).toEqual([]);
    expect([main.exitCode, post.exitCode]).toEqual([
      setting.inputs?.run === undefined ? undefined : (setting.ended?.exitCode ?? 0),
      undefined,
    ]);
    // A half of a key is as bad as a whole one is hard to find.
    expect(texts.filter(([, text]) => text.includes(KEY.slice(0, 20)))).toEqual([]);
  } finally {
    job.close();
  }
});

test('every problem that the sources report has been said here, with secrets all around it', () => {
  const words = filesLike('src/*.ts')
    // The tables of databases hold the words of others.
    .filter(path => !path.startsWith('src/verify/') && !path.startsWith('src/evidence/databases/'))
    .flatMap(path => fixedWords(readText(path)).map(text => ({ path, text })));
  expect(words.length).toBeGreaterThan(25);
  const silent = words.filter(({ text }) => !seen.some(each => each.includes(text)));
  // It says nothing but the dedup key, and is heard in second-try.test.ts.
  expect(silent.map(({ text }) => text)).toEqual(['; the main step was stopped before it could say so. Dedup key:']);
});

/** The longest fixed part of each text that a source gives as a `message`, or as what it `expected`. */
function fixedWords(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<![:'"])\/\/.*$/gm, '');
  const literals = code.matchAll(/\b(?:message|expected)(?::| =)\s*(?:'((?:[^'\\]|\\.)*)'|"([^"]*)"|`([^`]*)`)/g);
  return [...literals]
    .map(([, ...quoted]) => quoted.find(text => text !== undefined) ?? '')
    .map(
      text =>
        text
          .split(/\$\{[^}]*\}?/)
          .sort((one, other) => other.length - one.length)[0]
          ?.trim() ?? '',
    )
    .filter(text => text.length >= 10 && text.includes(' '));
}

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
