import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dump, load } from 'js-yaml';
import { ACTION } from '../../__tests__/repository/snippets.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { type GithubApi, startGithubApi } from '../../emulator/github-api.ts';
import type { Database, Server } from '../database.ts';
import { type Migration, script } from '../migrations.ts';
import { install } from '../shell.ts';
import type { Installed } from '../tool.ts';
import { writeEach, writeFiles } from '../tools/files.ts';
import { type ActRun, startAct, strike, type Telling } from './act.ts';

const ROOT = join(import.meta.dirname, '..', '..');
export const KEY = 'e2e0123456789e2e0123456789e2e012';
const GIT =
  "git init -q -b main && git add -A && git -c user.name=Mona -c user.email=mona@example.com commit -q --allow-empty -m 'Migrate'";

/** What every story needs to have been installed and started. */
export type Kit = { act: Installed; confiture: Installed; server: Server };

/** How one run of an example differs from the usual one. */
export type Run = Partial<Pick<Telling, 'event' | 'payload' | 'env'>> & {
  /** Changes the text of the example first. */
  edit?: (text: string) => string;
};

/** Where one story plays: a PagerDuty, a GitHub, a database, and the repository acme/shop with its workflows and migrations. */
export type Place = {
  pagerduty: Emulator;
  github: GithubApi;
  database: Database;
  /** A folder for whatever the story needs. */
  folder: string;
  /** The folders of the programs that the jobs find. */
  path: string[];
  /** Writes files into the repository; those that end in `.sh` become programs. */
  write(files: Record<string, string>): void;
  /** Writes the migrations of the repository, for Confiture. */
  migrations(set: readonly Migration[]): void;
  /** Starts a run of the example of that name. */
  start(example: string, run?: Run): Promise<ActRun>;
  /** The same to its end; gives act's exit code. */
  run(example: string, run?: Run): Promise<number>;
  /** Lets another session hold a lock that `BLOCKED` waits for; gives what releases it. */
  hold(): Promise<() => Promise<void>>;
  /** Waits until a migration waits for that lock. */
  blocked(): Promise<void>;
  /** Waits until a run has printed `text`. */
  printed(run: ActRun, text: string): Promise<void>;
  /** What the last run printed. */
  printedLast(): string;
  close(): Promise<void>;
};

/** What is to become true in a place; rejects when it does not. */
export type Story = (place: Place) => Promise<void>;

/** Makes a place; the action is the shipped bundle, whose `api-url` is the emulator by default so that the examples need no change. */
export async function openPlace(name: string, { act, confiture, server }: Kit): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), `ways-${name.replaceAll(/\W+/g, '-')}-`));
  const [pagerduty, github, database] = await Promise.all([
    startEmulator(),
    startGithubApi(),
    server.create(`ways_${name.replaceAll(/\W+/g, '_')}`),
  ]);
  const [repository, home, bin] = ['repository', 'home', 'bin'].map(each => join(folder, each)) as [
    string,
    string,
    string,
  ];
  for (const each of [repository, home, bin]) mkdirSync(each);
  // Jobs run the first `node` there is.
  symlinkSync(process.execPath, join(bin, 'node'));
  const path = [bin, ...confiture.path, ...(process.env.PATH ?? '').split(':')];
  const actions = await layActions(folder, pagerduty.url);
  const started: ActRun[] = [];
  const releases: (() => Promise<void>)[] = [];

  const place: Place = {
    pagerduty,
    github,
    database,
    folder,
    path,
    write(files) {
      writeFiles(repository, files);
      for (const file of Object.keys(files).filter(each => each.endsWith('.sh')))
        chmodSync(join(repository, file), 0o755);
    },
    migrations(set) {
      rmSync(join(repository, 'db'), { recursive: true, force: true });
      writeEach(repository, [...set], item => [`db/migrations/${item.version}_${item.name}.up.sql`, script(item)]);
      writeEach(repository, [...set], item => [`db/migrations/${item.version}_${item.name}.down.sql`, 'SELECT 1;\n']);
    },
    async start(example, { event = 'push', payload = {}, env = {}, edit = (text: string) => text } = {}) {
      const workflow = `.github/workflows/${example}.yml`;
      writeFiles(repository, { [workflow]: edit(readFileSync(join(ROOT, 'examples', `${example}.yml`), 'utf8')) });
      writeFileSync(
        join(home, 'event.json'),
        JSON.stringify({ repository: { full_name: 'acme/shop', private: true }, ...Object(payload) }),
      );
      await install(`rm -rf .git && ${GIT} && git remote add origin https://github.com/acme/shop.git`, repository);
      const run = startAct(
        act,
        workflow,
        { repository, home, path },
        {
          event,
          payload,
          secrets: {
            DATABASE_URL: database.url,
            PAGERDUTY_ROUTING_KEY: KEY,
            GITHUB_TOKEN: 'ghs_0123456789abcdefghijABCDEFGHIJ012345',
          },
          env: { GITHUB_API_URL: github.url, GITHUB_WORKFLOW_REF: `acme/shop/${workflow}@refs/heads/main`, ...env },
          actions,
        },
      );
      started.push(run);
      return run;
    },
    run: async (example, run) => (await place.start(example, run)).ended,
    async hold() {
      assert.ok(database.hold !== undefined, 'a server is needed that more than one session can use');
      const release = await database.hold('LOCK TABLE held.ledger');
      releases.push(release);
      return release;
    },
    async blocked() {
      const waits = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
      for (let waited = 0; (await database.rows(waits)).length === 0; waited += 50) {
        assert.ok(waited < 60_000, `no migration waits for the lock:\n${place.printedLast()}`);
        await pause(50);
      }
    },
    async printed(run, text) {
      for (let waited = 0; !run.output().includes(text); waited += 50) {
        assert.ok(waited < 60_000, `expected ${JSON.stringify(text)} in:\n${run.output()}`);
        await pause(50);
      }
    },
    printedLast: () => started.at(-1)?.output() ?? '',
    async close() {
      for (const run of started) run.signal('SIGKILL');
      strike(folder, '', 'SIGKILL');
      // A story that failed has not released what it held, and the server would wait for that session.
      await Promise.all([...releases.map(release => release()), pagerduty.close(), github.close()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return place;
}

interface Manifest {
  readonly inputs: Readonly<Record<string, object>>;
  readonly runs: { readonly main: string };
}

/** The actions that the examples use: ours as it is shipped, and stand-ins for what would download a Python or ask GitHub for artifacts. */
async function layActions(folder: string, apiUrl: string): Promise<Record<string, string>> {
  const ours = join(folder, 'action');
  const manifest = load(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Manifest;
  const inputs = { ...manifest.inputs, 'api-url': { ...manifest.inputs['api-url'], default: apiUrl } };
  writeFiles(ours, { 'action.yml': dump({ ...manifest, inputs }) });
  cpSync(join(ROOT, dirname(manifest.runs.main)), join(ours, dirname(manifest.runs.main)), { recursive: true });
  const standIns = Object.entries(STAND_INS).map(([name, { example, run }]) => {
    const laid = join(folder, name);
    writeFiles(laid, { 'action.yml': dump(composite(name, run(join(folder, 'artifacts')))) });
    const text = readFileSync(join(ROOT, 'examples', example), 'utf8');
    const [used = ''] = new RegExp(`actions/${name}@\\S+`).exec(text) ?? [];
    return [used, laid] as const;
  });
  await Promise.all([ours, ...standIns.map(([, laid]) => laid)].map(each => install(GIT, each)));
  return { [`${ACTION}@v1`]: ours, ...Object.fromEntries(standIns) };
}

/** What an action of GitHub's is replaced by, and an example that has it: a command, given the folder of the artifacts. */
const STAND_INS: Record<string, { example: string; run: (artifacts: string) => string }> = {
  'setup-python': { example: 'confiture.yml', run: () => 'python --version' },
  'upload-artifact': { example: 'databases.yml', run: at => `mkdir -p ${at} && cp '\${{ inputs.path }}' ${at}/` },
  'download-artifact': {
    example: 'databases.yml',
    run: at => `mkdir -p '\${{ inputs.path }}' && cp ${at}/* '\${{ inputs.path }}/'`,
  },
};

function composite(name: string, run: string): object {
  const taken = ['python-version', 'name', 'path', 'retention-days', 'pattern', 'merge-multiple'];
  const inputs = Object.fromEntries(taken.map(input => [input, { description: input }]));
  return { name, description: name, inputs, runs: { using: 'composite', steps: [{ run, shell: 'bash' }] } };
}
