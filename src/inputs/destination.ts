import { Secret } from '../primitives/secret.ts';
import { type InputReader, readHttpUrl } from './input-reader.ts';

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
      expected: 'a token in api-token',
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
  const url = readSafeUrl(
    reader,
    'fallback-webhook-url',
    'Nobody else is told when PagerDuty cannot be reached.',
    '***',
  );
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

/** Whether a URL's host is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}
