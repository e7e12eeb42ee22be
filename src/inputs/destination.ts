import { Secret } from '../primitives/secret.ts';
import { type InputReader, readHttpUrl } from './values.ts';

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

/** The service region of the account. https://support.pagerduty.com/main/docs/service-regions */
export function readRegion(reader: InputReader): 'us' | 'eu' {
  return reader.choice('region', ['us', 'eu'], 'us');
}

/** The secret in an input; undefined when it was not given. */
export function readSecret(reader: InputReader, input: string): Secret | undefined {
  const text = reader.text(input);
  return text === '' ? undefined : new Secret(text);
}

/** Name of the service for the REST API, which without a token is not used: a notice. */
export function readService(reader: InputReader): string {
  const service = reader.text('service');
  if (service !== '' && reader.text('api-token') === '') {
    reader.report({
      input: 'service',
      expected: 'a token of the REST API beside it',
      got: '',
      why: 'perhaps a misspelt secret, or a run that gets no secrets',
      consequence: 'The REST API is not used.',
      level: 'notice',
    });
  }
  return service;
}

/**
 * The base URL that stands in for PagerDuty's hosts, without a slash at its end; an unusable one is a problem and
 * undefined. PagerDuty shows the whole URL of an integration: its path, which is added to every base, is dropped.
 */
export function readApiUrl(reader: InputReader): string | undefined {
  const url = readSafeUrl(reader, 'api-url', "The region's own host is used.");
  const base = url && `${url.origin}${url.pathname}`;
  return base
    ?.replace(/\/+$/, '')
    .replace(/\/v2(?:\/change)?\/enqueue$/, '')
    .replace(/\/+$/, '');
}

/** The incoming webhook that is told when PagerDuty could not be; an unusable one is a problem and undefined. */
export function readWebhook(reader: InputReader): Secret | undefined {
  const url = readSafeUrl(reader, 'fallback-webhook-url', 'Nobody else is told when PagerDuty can not be.', '***');
  return url === undefined ? undefined : new Secret(url.href);
}

function readSafeUrl(reader: InputReader, input: string, consequence: string, shown?: string): URL | undefined {
  const text = reader.text(input);
  if (text === '') return undefined;
  const href = readHttpUrl(text);
  const url = href === undefined ? undefined : new URL(href);
  if (url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname))) return url;
  const expected = 'an https URL, or an http URL on the loopback';
  reader.report({ input, expected, got: shown ?? text, consequence });
  return undefined;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
