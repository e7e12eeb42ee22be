import { expect } from '@jest/globals';
import { readManifest } from '../../demo/runner.ts';
import { KEY, type Scene, type Transcript } from './bundle.ts';
import { testScenarios } from './scenarios.ts';
import { withoutMasks } from './sound.ts';

const NAME = 'x\n::error::y ##[error]z `b` <b>c</b> [d](https://evil.example) | e %0A::set-output name=f::g';
const LONG = `${'🦊'.repeat(6_000)} the end`;
const { inputs } = readManifest();
/** Inputs that decide where the page goes, and those that are never set by hand. */
const SPARED = ['routing-key', 'api-url', 'environment', 'job-status', 'job-id', 'matrix', 'status', 'run', 'when'];

const planted = (place: string): string => `planted-${place.toLowerCase()}-7f3k9x`;

/** A secret of its own in every input, in a shape that fits what the input is for. */
function plantInputs(): Record<string, string> {
  const shapes: Record<string, (secret: string) => string> = {
    database: secret => `postgres://deploy:${secret}@db.acme.example/shop?password=${secret}`,
    environments: secret => `production, password=${secret}`,
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

const junk: Scene['with'] = {
  ...Object.fromEntries(Object.keys(inputs).map(name => [name, '{junk: [']) ),
  environment: 'production',
  'routing-key': KEY,
};

testScenarios('hostile', {
  'a secret in every input': {
    scenes: [{ with: { ...plantInputs(), status: 'failure' } }, { with: { ...plantInputs(), status: 'failure', 'dry-run': 'true' } }],
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
});
