import type { InputReader } from './input-reader.ts';
import { type PolicyTable, readTable } from './policy-table.ts';

/** PagerDuty's severities: https://developer.pagerduty.com/docs/events-api-v2-overview */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
/** One of them. */
export type Severity = (typeof SEVERITIES)[number];

const SEVERITY_WORDS: Readonly<Record<string, Severity>> = { high: 'error', medium: 'warning', low: 'info' };

/** Reads the input `severity`: a level, or a map from environments, and perhaps error types, to levels. Empty: not given. */
export function readSeverityTable(reader: InputReader): Promise<PolicyTable<Severity>> {
  return readTable(reader, 'severity', {
    read: readSeverity,
    expected: 'critical, error, warning or info, or a YAML map from environments to one of them',
    consequence: 'The built-in severity is used.',
  });
}

function readSeverity(text: string): Severity | undefined {
  const word = text.toLowerCase();
  return (
    SEVERITIES.find(severity => severity === word) ??
    (Object.hasOwn(SEVERITY_WORDS, word) ? SEVERITY_WORDS[word] : undefined)
  );
}
