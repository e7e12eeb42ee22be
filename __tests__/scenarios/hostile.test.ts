import { expect } from '@jest/globals';
import { readManifest } from '../../demo/runner.ts';
import { sketchAnnotation, sketchJob } from '../../emulator/github-jobs.ts';
import { KEY, type Transcript } from './bundle.ts';
import { testScenarios } from './scenarios.ts';
import { withoutMasks } from './sound.ts';

const NAME = 'x\n::error::y ##[error]z `b` <b>c</b> [d](https://evil.example) | e %0A::set-output name=f::g';
const LONG = `${'🦊'.repeat(6_000)} the end`;
const { inputs } = readManifest();
/** Without these there is no page, another way is taken, or PagerDuty is asked for just this name. */
const SPARED = [
  'routing-key',
  'api-url',
  'environment',
  'environments',
  'job-status',
  'job-id',
  'matrix',
  'status',
  'run',
  'when',
  'service',
];
const SECRETS = ['api-token', 'github-token', 'fallback-webhook-url'];

const planted = (place: string): string => `planted-${place.toLowerCase()}-7f3k9x`;

/** A secret of its own in every input, in a shape that fits what the input is for. */
function plantInputs(): Record<string, string> {
  const shapes: Record<string, (secret: string) => string> = {
    database: secret => `postgres://deploy:${secret}@db.acme.example/shop?password=${secret}`,
    severity: secret => `production: password=${secret}`,
    runbooks: secret => `https://mona:${secret}@runbooks.acme.example/?token=${secret}`,
    'dashboard-url': secret => `https://grafana.acme.example/d?api_key=${secret}`,
    links: secret => `Deploys=https://mona:${secret}@deploys.acme.example/?password=${secret}`,
    'client-url': secret => `https://mona:${secret}@client.acme.example/?secret=${secret}`,
    'custom-details': secret => `password: ${secret}\nnested: [ "Authorization: Bearer ${secret}" ]`,
    'github-token': secret => secret,
    'api-token': secret => secret,
    'fallback-webhook-url': secret => `https://127.0.0.1:1/${secret}`,
    redact: secret => `password=${secret}`,
  };
  const names = Object.keys(inputs).filter(name => !SPARED.includes(name));
  return Object.fromEntries(
    names.map(name => {
      const shape = shapes[name] ?? (secret => `connect with password=${secret} to db`);
      return [name, shape(planted(name))];
    }),
  );
}

const SECRET_VARIABLES = {
  DATABASE_URL: `postgres://deploy:${planted('url')}@db.acme.example/shop`,
  DB_PASSWORD: planted('password'),
  STRIPE_API_KEY: planted('stripe'),
  NPM_TOKEN: planted('npm'),
};
const LEAKY_ERROR = Object.values(SECRET_VARIABLES).join(' and ');

/** Everything that the world gets to see. */
function seen({ acts }: Transcript): string {
  return acts
    .flatMap(act => [
      withoutMasks(act),
      act.stderr,
      act.summary,
      ...Object.values(act.outputs),
      ...Object.values(act.state),
      ...act.pagerduty.map(({ path, query, text }) => `${path}${query}${text}`),
    ])
    .join('\n');
}

const noSecret = (transcript: Transcript): void => expect(seen(transcript).match(/planted-[\w-]*/g)).toBeNull();

/** Junk in every optional input, of its own where a secret is meant: what is one would be redacted wherever else it stands. */
function junk(): Record<string, string> {
  const names = Object.keys(inputs).filter(name => !SPARED.includes(name));
  return Object.fromEntries(names.map(name => [name, SECRETS.includes(name) ? `junk of ${name}` : '{junk: [']));
}

const TEXTS = ['migration', 'database', 'error', 'error-type', 'dedup-key', 'summary', 'source', 'component', 'group'];

function texts(value: string): Record<string, string> {
  return Object.fromEntries([...TEXTS, 'class', 'client', 'client-url'].map(name => [name, value]));
}

testScenarios('hostile', {
  'a secret in every input': {
    scenes: [
      { with: { ...plantInputs(), status: 'failure' } },
      { with: { ...plantInputs(), status: 'failure', 'dry-run': 'true' } },
    ],
    expected: noSecret,
  },
  'secrets of the environment in error and log': {
    scenes: [
      {
        environment: SECRET_VARIABLES,
        with: { migration: planted('npm'), log: 'migrate.log', 'custom-details': `note: ${LEAKY_ERROR}` },
        files: { 'migrate.log': `ERROR: ${LEAKY_ERROR}\n` },
      },
      { environment: { ...SECRET_VARIABLES, GITHUB_RUN_ATTEMPT: '2' }, with: { error: LEAKY_ERROR } },
    ],
    expected: noSecret,
  },
  'junk in every optional input': {
    scenes: [{ with: { ...junk(), 'job-id': 'x', matrix: '[', 'api-url': '' }, proxy: true }],
    expected: ({ incidents }) => expect(incidents).toHaveLength(1),
  },
  'hostile names': {
    scenes: [
      {
        with: {
          ...texts(NAME),
          links: `${NAME.replaceAll('\n', ' ')}=https://evil.example/?<script>`,
          'custom-details': JSON.stringify({ [NAME]: NAME }),
        },
        job: { matrix: { shard: NAME } },
        environment: {
          GITHUB_JOB: NAME,
          GITHUB_ACTOR: NAME,
          GITHUB_REF_NAME: NAME,
          GITHUB_WORKFLOW_REF: '',
          GITHUB_WORKFLOW: NAME,
        },
        github: {
          jobs: [sketchJob({ conclusion: null, steps: [{ name: NAME, conclusion: 'failure' }] })],
          annotations: { 42: [sketchAnnotation(NAME)] },
        },
      },
    ],
  },
  'a refusal that speaks to the runner': {
    scenes: [{ faults: { status: 400, body: { message: NAME, errors: [NAME, `${KEY} ${NAME}`] } } }],
  },
  'everything too long': {
    scenes: [
      {
        with: {
          ...texts(LONG),
          'client-url': `https://acme.example/${'x'.repeat(5_000)}`,
          'custom-details': JSON.stringify({ note: LONG.repeat(2) }),
          links: Array.from({ length: 60 }, (_, index) => `Link ${index}=https://acme.example/${index}`).join('\n'),
          log: 'migrate.log',
        },
        files: {
          'migrate.log': `${'x'.repeat(2_000_000)}\nERROR:  relation "userz" does not exist\n${'y'.repeat(2_000_000)}`,
        },
      },
    ],
    expected: ({ acts }) => expect(acts[0]?.summary.length).toBeLessThan(100_000),
  },
  'no file for outputs and summary': {
    withoutOutputs: true,
    scenes: [{ environment: { GITHUB_OUTPUT: undefined, GITHUB_STEP_SUMMARY: undefined, GITHUB_STATE: undefined } }],
  },
  'files for outputs and summary that cannot be written': {
    withoutOutputs: true,
    scenes: [
      {
        environment: {
          GITHUB_OUTPUT: '/nowhere/output',
          GITHUB_STEP_SUMMARY: '/nowhere/summary',
          GITHUB_STATE: '/nowhere/state',
        },
      },
    ],
  },
  'no runner at all': {
    scenes: [
      {
        environment: Object.fromEntries(
          [
            'GITHUB_API_URL',
            'GITHUB_EVENT_NAME',
            'GITHUB_JOB',
            'GITHUB_REPOSITORY',
            'GITHUB_RUN_ATTEMPT',
            'GITHUB_RUN_ID',
            'GITHUB_SERVER_URL',
            'GITHUB_WORKFLOW',
            'GITHUB_WORKFLOW_REF',
            'GITHUB_EVENT_PATH',
          ].map(name => [name, undefined]),
        ),
      },
    ],
  },
});
