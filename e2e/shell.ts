import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './missing.ts';

/** Where the output of a line goes: two files, or one as `2>&1 | tee FILE` leaves it. */
export type Streams = 'split' | 'mixed';

export type Printed = { rc: number; stdout: string; stderr: string; combined: string };

export type Surroundings = { cwd: string; env: Record<string, string>; streams: Streams };

const running = new Set<ChildProcess>();
const SECONDS_A_LINE = 120;

/** Ends whatever is still running, with its children; for the way out, expected or not. */
export function endRunning(): void {
  for (const child of running) killGroup(child);
}

/**
 * Runs one line of bash as a workflow's `run:` step with `shell: bash` does (`-eo pipefail`, no terminal) and gives what it printed.
 * A line that takes longer than two minutes is killed and has exit code 124. `combined` is stdout followed by stderr when they were split.
 */
export async function runLine(line: string, { cwd, env, streams }: Surroundings): Promise<Printed> {
  const redirected =
    streams === 'split' ? `{ ${line}\n} > .stdout 2> .stderr` : `{ ${line}\n} 2>&1 | tee .combined > /dev/null`;
  const rc = await exitCode(redirected, cwd, env);
  const read = (name: string) => readFileSync(join(cwd, name), 'utf8');
  if (streams === 'mixed') return { rc, stdout: '', stderr: '', combined: read('.combined') };
  const [stdout, stderr] = [read('.stdout'), read('.stderr')];
  return { rc, stdout, stderr, combined: stdout + stderr };
}

/** Runs an installation step and gives what it printed. Ten minutes at most. @throws Missing with its last lines when it fails. */
export async function install(line: string, cwd: string, env: Record<string, string> = {}): Promise<string> {
  const child = start(line, cwd, { ...definedEnvironment(), ...env }, 'pipe');
  let printed = '';
  child.stdout?.on('data', chunk => (printed += chunk));
  child.stderr?.on('data', chunk => (printed += chunk));
  const rc = await ended(child, 600);
  if (rc !== 0) {
    const last = printed.trim().split('\n').slice(-4).join('\n  ');
    throw new Missing(`\`${line}\` ended with ${rc}:\n  ${last}`);
  }
  return printed;
}

/** True when the line of bash ends with 0. */
export async function succeeds(line: string): Promise<boolean> {
  return (await exitCode(line, '/', definedEnvironment())) === 0;
}

/** This process's environment without the unset names. */
export function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function exitCode(line: string, cwd: string, env: Record<string, string>): Promise<number> {
  return ended(start(line, cwd, env, 'ignore'), SECONDS_A_LINE);
}

function start(line: string, cwd: string, env: Record<string, string>, output: 'ignore' | 'pipe'): ChildProcess {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', line], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  running.add(child);
  return child;
}

function ended(child: ChildProcess, seconds: number): Promise<number> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      killGroup(child);
    }, seconds * 1000);
    child.on('error', reject);
    child.on('close', code => {
      clearTimeout(timer);
      running.delete(child);
      resolve(late ? 124 : (code ?? 137));
    });
  });
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
