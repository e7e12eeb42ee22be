import { nameNextStep } from './next-step.ts';
import type { ExitCode } from './rule.ts';
import { TOOLS } from './tools.ts';

/** An exit code as the tool documents it. */
export interface ExplainedExit extends ExitCode {
  readonly tool: string;
  readonly exitCode: number;
  /** What to do next, for where the output does not tell. */
  readonly nextStep: string;
}

/**
 * What the exit code of a wrapped command means: by the contract of `tool`, or where the output names none (empty), of the tool that
 * `command` calls last. Undefined where no contract is known, or the code means several things.
 */
export function explainExit(exitCode: number, tool: string, command: string): ExplainedExit | undefined {
  const last = command.trimEnd().split('\n').at(-1) ?? '';
  const row = TOOLS.find(({ name, again, exitCodes }) =>
    tool === '' ? exitCodes !== undefined && last.includes(again) : name === tool,
  );
  const meaning = row?.exitCodes?.[exitCode];
  if (row === undefined || meaning === undefined) return undefined;
  const { category, state = 'unknown' } = meaning;
  const nextStep = nameNextStep(row, { category, state, migration: undefined, pieces: state === 'unknown' });
  return { ...meaning, tool: row.name, exitCode, nextStep };
}
