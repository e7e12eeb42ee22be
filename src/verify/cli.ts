import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findCutOff } from '../github/cut-off.ts';
import { send } from '../http/transport.ts';
import { describeError } from '../primitives/errors.ts';
import { findSecrets } from '../redaction/secret-finder.ts';
import type { VerifyRunner } from './ports.ts';
import { verify } from './verify.ts';

/** What `npm run verify -- --help` says. Secrets come by the environment: a command line is for everybody to read. */
const USAGE = `npm run verify -- [options]

  --service NAME      exact name of the PagerDuty service
  --environments LIST those that alert, as in the main action; default production, staging
  --severity MAP      their severities, as in the main action: does the service ring for them?
  --region us|eu      service region of the account; default us
  --api-url URL       base URL instead of the region's
  --from EMAIL        a PagerDuty user, for a drill by an account's token without a routing key
  --drill             open a clearly marked incident and close it again: this may ring a phone
  --backtest DAYS     replay the runs of the last days; with --repository and --workflow
  --repository NAME   owner/name on GitHub
  --workflow FILE     e.g. migrate.yml

In the environment: PAGERDUTY_ROUTING_KEY, PAGERDUTY_API_TOKEN, GITHUB_TOKEN; each may be missing.`;

try {
  const text = { type: 'string', default: '' } as const;
  const { values } = parseArgs({
    options: {
      service: text,
      environments: text,
      severity: text,
      region: text,
      'api-url': text,
      from: text,
      drill: { type: 'boolean', default: false },
      backtest: text,
      repository: text,
      workflow: text,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) console.log(USAGE);
  else await check(values);
} catch (error) {
  console.error(`${describeError(error)}\n\n${USAGE}`);
  process.exitCode = 2;
}

async function check({ repository, ...values }: Readonly<Record<string, string | boolean>>): Promise<void> {
  const { PAGERDUTY_API_TOKEN = '', GITHUB_TOKEN = '' } = process.env;
  const inputs: Readonly<Record<string, string | boolean | undefined>> = {
    ...values,
    'api-token': PAGERDUTY_API_TOKEN,
    'github-token': GITHUB_TOKEN,
  };
  const runner: VerifyRunner = {
    environment: {
      GITHUB_API_URL: 'https://api.github.com',
      ...process.env,
      ...(repository === '' ? {} : { GITHUB_REPOSITORY: String(repository) }),
    },
    input: name => String(inputs[name] ?? ''),
    // Who types this may see who is on call.
    payload: () => ({ repository: { private: true } }),
    mask: () => undefined,
    log: line => console.log(line),
    // The lines of the log say it already.
    annotate: () => undefined,
    setOutputs: () => undefined,
    writeSummary: () => undefined,
    setExitCode: code => {
      process.exitCode = code;
    },
  };
  const clock = { now: Date.now, sleep: (ms: number) => sleep(ms), random: Math.random };
  await verify({ runner, send, clock, findSecrets, findCutOff });
}
