import { appendFileSync, closeSync, openSync, readFileSync, readSync, statSync, truncateSync } from 'node:fs';
import { EOL } from 'node:os';
// By file, because @actions/core's entry also evaluates its OIDC client and, through it, undici: 40 ms that a page does
// not need; and by path, because its `exports` name no file. lib/ keeps the depth of src/, so that it holds there, too.
import { issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import { issueFileCommand, prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';
import { describeError } from '../primitives/errors.ts';
import { parseJson } from '../primitives/json.ts';
import { neutraliseCommands } from '../primitives/text.ts';
import type { Runner } from './port.ts';

/** The runner of this process, behind the port that a session owns. No method throws. */
export function createRunner(phase: Runner['phase']): Runner {
  const environment = process.env;
  const warn = (text: string): void => issueCommand('warning', { title: TITLE }, neutraliseCommands(text));
  return {
    phase,
    environment,
    // https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#inputs
    input: name => environment[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
    // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#sending-values-to-the-pre-and-post-actions
    state: name => environment[`STATE_${name}`] ?? '',
    saveState(name, value) {
      try {
        appendWhole(environment.GITHUB_STATE, () => issueFileCommand('STATE', prepareKeyValueMessage(name, value)));
      } catch {
        // Without state the post step reports once more, and PagerDuty folds both into one incident.
      }
    },
    // The runner writes the event's file as the job starts. A time to come tells nothing: the clock was set back since.
    jobStartedAt() {
      try {
        const { mtime } = statSync(environment.GITHUB_EVENT_PATH ?? '');
        return mtime.getTime() > Date.now() ? undefined : mtime;
      } catch {
        return undefined;
      }
    },
    payload() {
      try {
        return parseJson(readFileSync(environment.GITHUB_EVENT_PATH ?? '', 'utf8'));
      } catch {
        return undefined;
      }
    },
    mask: value => issueCommand('add-mask', {}, value),
    log: text => process.stdout.write(`${neutraliseCommands(text)}\n`),
    // https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message
    annotate: (level, text, place) => issueCommand(level, { title: TITLE, ...place }, neutraliseCommands(text)),
    setOutputs(outputs) {
      try {
        const messages = Object.entries(outputs).map(([name, value]) => prepareKeyValueMessage(name, value));
        appendWhole(environment.GITHUB_OUTPUT, () => {
          closeLastLine(environment.GITHUB_OUTPUT);
          issueFileCommand('OUTPUT', messages.join(EOL));
        });
      } catch (error) {
        warn(`The outputs could not be written: ${describeError(error)}`);
      }
    },
    // What @actions/core's summary does, without its way through fs/promises.
    writeSummary(markdown) {
      try {
        appendWhole(environment.GITHUB_STEP_SUMMARY, () => {
          closeLastLine(environment.GITHUB_STEP_SUMMARY);
          issueFileCommand('STEP_SUMMARY', markdown);
        });
      } catch (error) {
        warn(`The job summary could not be written: ${describeError(error)}`);
      }
    },
    setExitCode(code) {
      process.exitCode = code;
    },
  };
}

// All or nothing: of an entry that a full disk has cut the runner finds no end, and fails the step.
function appendWhole(path = '', append: () => void): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  try {
    append();
  } catch (error) {
    if (size < (statSync(path, { throwIfNoEntry: false })?.size ?? 0)) truncateSync(path, size);
    throw error;
  }
}

// A command that the wrapper ran may have left its last line open: ours would become part of it, and of an output the step would fail.
function closeLastLine(path = ''): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 && lastByte(path, size) !== 0x0a) appendFileSync(path, '\n');
}

function lastByte(path: string, size: number): number | undefined {
  const file = openSync(path, 'r');
  try {
    const byte = Buffer.alloc(1);
    return readSync(file, byte, 0, 1, size - 1) === 1 ? byte[0] : undefined;
  } finally {
    closeSync(file);
  }
}

const TITLE = 'PagerDuty Migration Alert';
