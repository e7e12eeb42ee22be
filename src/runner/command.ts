import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Environment } from '../github/run-facts.ts';
import { describeError } from '../primitives/errors.ts';
import { streamOutput } from './command-output.ts';
import { prepareScript } from './shell.ts';

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

/** What is done while the command runs. */
export interface CommandEvents {
  /** The runner asks the command to end. */
  readonly onAsked?: () => void;
  /** The command still runs after so many milliseconds, and nobody has asked it to end. */
  readonly onSlow?: { readonly afterMs: number; readonly act: () => void } | undefined;
}

/** A prepared command: where its output is kept (empty: nowhere), and how to start it. `start` never rejects. */
export interface PreparedCommand {
  readonly logPath: string;
  readonly start: (events?: CommandEvents) => Promise<Ended>;
}

/**
 * Writes the script and the file of its output, in a folder of their own below `RUNNER_TEMP`, or else below the
 * machine's. Never throws: a command that can't be prepared is one that can't be started.
 */
export function prepareCommand(command: Command): PreparedCommand {
  const failures: string[] = [];
  for (const parent of [command.environment.RUNNER_TEMP || tmpdir(), tmpdir()]) {
    try {
      return prepareBelow(parent, command);
    } catch (error) {
      failures.push(describeError(error));
    }
  }
  return { logPath: '', start: async () => notStarted(failures[0] ?? '') };
}

function prepareBelow(parent: string, command: Command): PreparedCommand {
  const folder = mkdtempSync(join(parent, 'pagerduty-migration-alert-'));
  const { extension, content, commandLine } = prepareScript(command.shell, command.script);
  const scriptPath = join(folder, `script${extension}`);
  const logPath = join(folder, 'output.log');
  writeFileSync(scriptPath, content, { mode: 0o700 });
  writeFileSync(logPath, '');
  return { logPath, start: events => run(commandLine(scriptPath), command, { ...events, logPath }) };
}

// What the runner gives to actions and not to `run:` steps: inputs, state, and what speaks to GitHub's own services.
const OF_ACTIONS =
  /^(?:INPUT_.*|STATE_.*|GITHUB_STATE|ACTIONS_RUNTIME_.*|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL|ACTIONS_CACHE_SERVICE_V2)$/i;

/** The environment of a `run:` step. */
function commandEnvironment(environment: Environment): Environment {
  return {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !OF_ACTIONS.test(name))),
    ...(environment.GITHUB_ACTION === undefined ? {} : OF_RUN_STEPS),
  };
}

const OF_RUN_STEPS: Environment = { GITHUB_ACTION: '__run', GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' };

interface Watch extends CommandEvents {
  readonly logPath: string;
}

async function run(words: readonly string[], command: Command, watch: Watch): Promise<Ended> {
  const folder = resolve(command.workingDirectory);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return notStarted(`there is no directory ${folder}`);
  try {
    return await supervise(spawnGroup(words, folder, command), watch);
  } catch (error) {
    return notStarted(describeError(error));
  }
}

function notStarted(failure: string): Ended {
  return { exitCode: 127, interrupted: false, failure };
}

const WINDOWS = process.platform === 'win32';

function spawnGroup([file = '', ...args]: readonly string[], cwd: string, { environment }: Command) {
  return spawn(file, args, {
    cwd,
    env: commandEnvironment(environment) as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, so that a signal reaches the migration tool and not its shell alone.
    detached: !WINDOWS,
  });
}

async function supervise(child: ReturnType<typeof spawnGroup>, { logPath, onAsked, onSlow }: Watch): Promise<Ended> {
  let interrupted = false;
  let hasEnded = false;
  const slow = onSlow && setTimeout(onSlow.act, onSlow.afterMs).unref();
  const forward = (signal: NodeJS.Signals): void => {
    const isFirst = !hasEnded && !interrupted;
    if (isFirst) interrupted = true;
    clearTimeout(slow);
    // What the command left in the background ends with it.
    signalGroup(child, signal);
    if (isFirst) onAsked?.();
  };
  process.on('SIGINT', forward).on('SIGTERM', forward);
  const output = streamOutput(child, logPath, process);
  const ended = await untilEnded(child);
  hasEnded = true;
  clearTimeout(slow);
  await output.end(interrupted);
  process.off('SIGINT', forward).off('SIGTERM', forward);
  return { ...ended, interrupted };
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  // On Windows the console tells every process of it, and a signal of ours would end the command on the spot.
  if (pid === undefined || WINDOWS) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended by itself meanwhile.
  }
}

function untilEnded(child: ChildProcess): Promise<Omit<Ended, 'interrupted'>> {
  return new Promise(settle => {
    child.on('error', error => settle({ exitCode: 127, failure: error.message }));
    child.on('exit', (code, signal) => {
      settle({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), failure: '' });
    });
  });
}
