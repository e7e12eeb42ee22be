import { Secret } from '../primitives/secret.ts';

/**
 * The routing keys that `raw` names: one a line, quotes, spaces and what cannot be seen around them dropped. When it
 * names none, those of `PAGERDUTY_ROUTING_KEY` or `PAGERDUTY_INTEGRATION_KEY`. Read before everything else, so that
 * they can be masked.
 */
export function readRoutingKeys(
  raw: string,
  environment: Readonly<Record<string, string | undefined>>,
): readonly Secret[] {
  const sources = [raw, environment.PAGERDUTY_ROUTING_KEY, environment.PAGERDUTY_INTEGRATION_KEY];
  const keys = sources.map(linesOf).find(lines => lines.length > 0) ?? [];
  return [...new Set(keys)].map(key => new Secret(key));
}

function linesOf(text = ''): string[] {
  const lines = text.split('\n').map(line => line.replace(AROUND_A_KEY, ''));
  return lines.filter(line => line !== '');
}

// What comes along when a key is copied: quotes, straight or curly, blanks, and characters without a width.
const AROUND_A_KEY = /^[\s"'`\u2018-\u201f\u200b-\u200f\u2060]+|[\s"'`\u2018-\u201f\u200b-\u200f\u2060]+$/g;

/** Whether `key` has the form of a routing key. https://developer.pagerduty.com/docs/events-api-v2-overview */
export function hasKeyForm(key: string): boolean {
  return /^[A-Za-z0-9]{32}$/.test(key);
}

/** What a key without that form has instead, without showing it. */
export function missingForm(key: string): string {
  return key.length === 32 ? '32 characters, some of them neither letters nor digits' : `${key.length} characters`;
}

/** Whether a key is that of an event orchestration, whose rules decide which service is told. It takes no change events. */
export function isOrchestrationKey(key: string): boolean {
  return key.startsWith('R');
}

/** Whether a key is as long as one of the REST API. */
export function isRestKeyForm(key: string): boolean {
  return key.length === 20;
}
