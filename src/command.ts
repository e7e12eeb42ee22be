import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Environment } from './run-facts.ts';

/** The command that the wrapper runs. */
export interface Command {
  /** The script, as in `run:` of a workflow. */
  readonly script: string;
  /** `bash`, `sh`, `pwsh`, `powershell`, `cmd`, `python`, or a command line in which `{0}` stands for the script's file. */
  readonly shell: string;
  /** Relative to the workspace, which is this process's directory; empty: that. */
  readonly workingDirectory: string;
  readonly environment: Environment;
}

/** How a command ended. */
export interface Ended {
  /** Its exit code; 128 and the signal's number when a signal ended it; 127 when it could not be started. */
  readonly exitCode: number;
  /** The runner asked us to end while the command ran. */
  readonly interrupted: boolean;
  /** Why it could not be started; empty when it could. */
  readonly failure: string;
}

/** A prepared command: where its output is kept, and how to start it. */
export interface PreparedCommand {
  readonly logPath: string;
  readonly start: () => Promise<Ended>;
}

// As the runner starts them: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
const SHELLS: Readonly<Record<string, readonly [line: string, extension: string]>> = {
  bash: ['bash --noprofile --norc -eo pipefail {0}', '.sh'],
  sh: ['sh -e {0}', '.sh'],
  pwsh: [`pwsh -command ". '{0}'"`, '.ps1'],
  powershell: [`powershell -command ". '{0}'"`, '.ps1'],
  cmd: ['cmd /D /E:ON /V:OFF /S /C CALL {0}', '.cmd'],
  python: ['python {0}', '.py'],
};

/** Writes the script and the file of its output, in a folder of their own below `RUNNER_TEMP`. Throws when that can't be written. */
export function prepareCommand(command: Command): PreparedCommand {
  const folder = mkdtempSync(join(command.environment.RUNNER_TEMP || tmpdir(), 'pagerduty-migration-alert-'));
  const [line, extension] = SHELLS[command.shell] ?? [command.shell, ''];
  const scriptPath = join(folder, `script${extension}`);
  const logPath = join(folder, 'output.log');
  const powershell = extension === '.ps1';
  const script = powershell
    ? `$ErrorActionPreference = 'stop'\n${command.script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }`
    : command.script;
  writeFileSync(scriptPath, `${extension === '.cmd' ? '@echo off\r\n' : ''}${script}\n`, { mode: 0o700 });
  writeFileSync(logPath, '');
  const words = splitWords(line).map(word => word.replaceAll('{0}', scriptPath));
  const withScript = line.includes('{0}') ? words : [...words, scriptPath];
  return { logPath, start: () => start(withScript, command, logPath) };
}

/** The environment of a `run:` step: without our inputs and state, and without the tokens that only actions get. */
export function commandEnvironment(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(?:INPUT_|STATE_|ACTIONS_RUNTIME_|GITHUB_STATE$)/i.test(name)),
  );
}

async function start([file = '', ...args]: readonly string[], command: Command, logPath: string): Promise<Ended> {
  // A full disk must not end the migration.
  const log = createWriteStream(logPath).on('error', () => undefined);
  const windows = process.platform === 'win32';
  const child = spawn(file, args, {
    cwd: command.workingDirectory === '' ? process.cwd() : command.workingDirectory,
    env: commandEnvironment(command.environment) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a signal reaches the migration tool and not its shell alone.
    detached: !windows,
  });
  let interrupted = false;
  const forward = (signal: NodeJS.Signals): void => {
    interrupted = true;
    if (child.pid === undefined) return;
    try {
      process.kill(windows ? child.pid : -child.pid, signal);
    } catch {
      // It has ended by itself meanwhile.
    }
  };
  process.on('SIGINT', forward).on('SIGTERM', forward);
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from.on('data', (chunk: Buffer) => {
      to.write(chunk);
      log.write(chunk);
    });
  }
  const ended = await new Promise<Omit<Ended, 'interrupted'>>(resolve => {
    child.on('error', error => resolve({ exitCode: 127, failure: error.message }));
    child.on('exit', (code, signal) => {
      const result = { exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), failure: '' };
      child.on('close', () => resolve(result));
      // A daemon that the command left behind may hold the pipes for ever.
      setTimeout(() => resolve(result), LINGER_MS).unref();
    });
  });
  process.off('SIGINT', forward).off('SIGTERM', forward);
  child.stdout.destroy();
  child.stderr.destroy();
  log.end();
  await finished(log).catch(() => undefined);
  return { ...ended, interrupted };
}

/** Milliseconds that output may still come after the command itself has ended. */
const LINGER_MS = 2_000;

function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(match => match[1] ?? match[2] ?? match[3] ?? '');
}
