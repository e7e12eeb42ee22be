import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';

const RUN_COMMAND = join(import.meta.dirname, 'run-command.ts');
const INDEX = join(import.meta.dirname, '..', '..', 'src', 'index.ts');
const OURS = '::error::ours\n';
const TIMEOUT_MS = 60_000;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  folders.push(folder);
  mkdirSync(join(folder, 'temp'));
  return folder;
}

/** Runs a script in the wrapper; its output waits until `read` is called. */
function start(script: string) {
  const folder = makeFolder();
  const report = join(folder, 'report.json');
  const env = { PATH: process.env.PATH, RUNNER_TEMP: join(folder, 'temp') };
  const child = spawn(process.execPath, [RUN_COMMAND, script, report], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    child,
    read: () => readAll(child),
    report: () => JSON.parse(readFileSync(report, 'utf8')),
    kept: () => readFileSync(join(folder, 'temp', readdirSync(join(folder, 'temp'))[0] ?? '', 'output.log'), 'latin1'),
  };
}

/** What a process prints, to its end. */
async function readAll({ stdout, stderr, ...child }: ChildProcess & { exitCode: number | null }) {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  await Promise.all([stdout, stderr].map(stream => new Promise(resolve => stream?.once('close', resolve))));
  return { ...child, stdout: Buffer.concat(out).toString('latin1'), stderr: Buffer.concat(err).toString('latin1') };
}

describe('what a command prints is written whole', () => {
  const THREE_MB = 'head -c 3000000 /dev/zero | tr "\\0" x; echo; echo "ERROR: the end" >&2; echo the end; exit 3';

  test(
    'although the runner reads late',
    async () => {
      const run = start(THREE_MB);
      await pause(2_500);
      const { stdout, stderr } = await run.read();
      expect([stdout.length, stdout.slice(-23), stderr]).toEqual([
        3_000_000 + '\nthe end\n'.length + OURS.length,
        `\nthe end\n${OURS}`,
        'ERROR: the end\n',
      ]);
      expect(run.report()).toMatchObject({ exitCode: 3, interrupted: false });
      expect(run.kept()).toHaveLength(3_000_000 + 1 + 'the end\n'.length + 'ERROR: the end\n'.length);
    },
    TIMEOUT_MS,
  );

  test(
    'to the end of the action',
    async () => {
      const folder = makeFolder();
      const env = {
        PATH: process.env.PATH,
        RUNNER_TEMP: join(folder, 'temp'),
        GITHUB_REPOSITORY: 'acme/shop',
        INPUT_RUN: THREE_MB,
        INPUT_ENVIRONMENT: 'production',
        'INPUT_DRY-RUN': 'true',
      };
      const child = spawn(process.execPath, [INDEX], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
      const exited = new Promise(resolve => child.once('exit', resolve));
      await pause(4_000);
      const { stdout } = await readAll(child);
      expect(stdout).toContain(`${'x'.repeat(1_000)}\nthe end\n`);
      expect(stdout.indexOf('the end')).toBeGreaterThan(3_000_000);
      expect(stdout).toContain('Dry run, not sent: ');
      expect(await exited).toBe(3);
    },
    TIMEOUT_MS,
  );

  test(
    'and does not pile up in memory',
    async () => {
      const run = start('head -c 300000000 /dev/zero');
      await pause(2_000);
      let bytes = 0;
      run.child.stdout?.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      await new Promise(resolve => run.child.once('close', resolve));
      expect(bytes).toBe(300_000_000 + 1 + OURS.length);
      expect(run.report().kilobytes).toBeLessThan(220_000);
    },
    TIMEOUT_MS,
  );

  test(
    'nobody who reads it: the command runs on',
    async () => {
      const run = start('for i in 1 2 3; do echo "$i"; sleep 0.2; done; exit 7');
      run.child.stdout?.destroy();
      run.child.stderr?.destroy();
      await new Promise(resolve => run.child.once('exit', resolve));
      expect(run.report()).toMatchObject({ exitCode: 7, interrupted: false, failure: '' });
      expect(run.kept()).toBe('1\n2\n3\n');
    },
    TIMEOUT_MS,
  );
});

// These wait, and do so side by side.
describe('what the command leaves in the background', () => {
  test.concurrent.each([
    ['may speak for five seconds', '(sleep 1; echo late; sleep 60) & echo migrated', 'migrated\nlate\n'],
    ['and as long as it speaks', '(sleep 3; echo one; sleep 4; echo two) & echo migrated', 'migrated\none\ntwo\n'],
    ['ends the wait with its end', '(sleep 0.5; echo done) & echo migrated', 'migrated\ndone\n'],
    ['says nothing', 'sleep 60 & echo migrated', 'migrated\n'],
  ])(
    '%s',
    async (_, script, expected) => {
      const started = performance.now();
      const run = start(`${script}; echo $! >&2`);
      const { stdout, stderr } = await run.read();
      const tookMs = performance.now() - started;
      expect(stdout).toBe(`${expected}${OURS}`);
      expect(tookMs).toBeLessThan(30_000);
      expect(run.report().exitCode).toBe(0);
      try {
        process.kill(-Number(stderr), 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    },
    TIMEOUT_MS,
  );
});

test(
  'what a cancelled command leaves in the background holds nothing',
  async () => {
    const run = start('setsid sleep 60 & echo $! >&2; trap "exit 9" TERM; echo started; sleep 60 & wait');
    const read = run.read();
    await new Promise(resolve => run.child.stdout?.once('data', resolve));
    const cancelled = performance.now();
    run.child.kill('SIGTERM');
    const { stderr } = await read;
    expect(performance.now() - cancelled).toBeLessThan(4_500);
    expect(run.report()).toMatchObject({ exitCode: 9, interrupted: true });
    process.kill(Number(stderr), 'SIGKILL');
  },
  TIMEOUT_MS,
);

test.each([
  ['  Applying shop.0002_x...', '  Applying shop.0002_x...\n'],
  ['closed\\n', 'closed\n'],
  ['', ''],
  ['a\\nb', 'a\nb\n'],
])(
  'the line that %j leaves open is closed before we speak',
  async (text, expected) => {
    const run = start(`printf '${text}'; exit 1`);
    expect((await run.read()).stdout).toBe(`${expected}${OURS}`);
    expect(run.kept()).toBe(expected.replace(/(?<=\.\.\.|b)\n$/, ''));
  },
  TIMEOUT_MS,
);
