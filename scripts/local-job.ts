// Steps of a job that fails to migrate, as the runner starts them, against a local PagerDuty over TLS: what the benchmark measures.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { startEmulator } from '../emulator/emulator.ts';

/** The key that events are sent with. */
export const KEY = 'benchbenchbenchbenchbenchbench12';

/** A job on this machine. */
export interface LocalJob {
  /** Where the local PagerDuty listens. */
  readonly url: string;
  /** How many requests it took. */
  readonly taken: () => number;
  /** Writes a file that lives as long as the job, and gives its path. */
  readonly file: (name: string, text: string) => string;
  /** Runs a script as the job's only step, its input `status` given: how long it took in milliseconds, and what it said to stderr. Rejects when it fails. */
  readonly run: (script: string, status: string, options?: StepOptions) => Promise<StepRun>;
  readonly close: () => Promise<void>;
}

/** Options of Node, and more of the environment. */
export interface StepOptions {
  readonly options?: readonly string[];
  readonly environment?: NodeJS.ProcessEnv;
}

/** What became of a step. */
export interface StepRun {
  readonly ms: number;
  readonly errors: string;
}

/** Starts the job's PagerDuty, and makes its folder. */
export async function startLocalJob(): Promise<LocalJob> {
  const folder = mkdtempSync(join(tmpdir(), 'local-job-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pems = await certify();
  const emulator = await startEmulator({ tls: { key: pems.private, cert: pems.cert } });
  const common: NodeJS.ProcessEnv = {
    PATH: '/usr/bin:/bin',
    NODE_EXTRA_CA_CERTS: file('ca.pem', pems.cert),
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify({ repository: { full_name: 'acme/shop', private: true } })),
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_WORKFLOW_REF: 'acme/shop/.github/workflows/migrate.yml@refs/heads/main',
    GITHUB_JOB: 'migrate',
    GITHUB_RUN_ID: '4711',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_EVENT_NAME: 'push',
    'INPUT_ROUTING-KEY': KEY,
    'INPUT_API-URL': emulator.url,
    INPUT_ENVIRONMENT: 'production',
    INPUT_MIGRATION: '005_add_payment_table',
    'INPUT_JOB-STATUS': 'failure',
    INPUT_MATRIX: 'null',
  };
  // A job gets a folder of its own, a step files of its own.
  const prepare = (): NodeJS.ProcessEnv => {
    const temp = join(folder, 'temp');
    rmSync(temp, { recursive: true, force: true });
    mkdirSync(temp);
    const files = { GITHUB_OUTPUT: 'output', GITHUB_STEP_SUMMARY: 'summary', GITHUB_STATE: 'state' };
    return {
      RUNNER_TEMP: temp,
      ...Object.fromEntries(Object.entries(files).map(([name, path]) => [name, file(path, '')])),
    };
  };
  return {
    url: emulator.url,
    taken: () => emulator.requests.length,
    file,
    run: (script, status, { options = [], environment = {} } = {}) =>
      start([...options, script], { ...common, ...prepare(), INPUT_STATUS: status, ...environment }),
    async close() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function certify(): ReturnType<typeof generate> {
  const extensions = [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }];
  return generate([{ name: 'commonName', value: '127.0.0.1' }], { extensions } as Parameters<typeof generate>[1]);
}

function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<StepRun> {
  return new Promise((resolve, reject) => {
    const begin = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', chunk => {
      errors += String(chunk);
    });
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve({ ms: performance.now() - begin, errors });
      else reject(new Error(`${args.join(' ')}: exit code ${code}: ${errors}`));
    });
  });
}
