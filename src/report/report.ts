import type { Redacted } from '../redaction/redaction.ts';
import { toJobSummary } from './job-summary.ts';
import { toLogLine } from './log-line.ts';
import { toOutputs } from './outputs.ts';
import type { Result } from './result.ts';

/** Where a report is written to: GitHub's runner. */
export interface ReportTarget {
  readonly phase: 'main' | 'post';
  log(text: Redacted): void;
  setOutputs(outputs: Readonly<Record<string, string>>): void;
  writeSummary(markdown: string): void;
}

/** Writes log line, outputs and job summary. */
export async function writeReport(result: Result, target: ReportTarget): Promise<void> {
  writeOutputs(result, target);
  await target.writeSummary(toJobSummary(result));
}

/** Writes log line and outputs, for what is no news yet. A post step can set no outputs. */
export function writeOutputs(result: Result, target: ReportTarget): void {
  target.log(toLogLine(result));
  if (target.phase === 'post') return;
  target.setOutputs(toOutputs(result));
}
