import { afterEach } from '@jest/globals';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts';

export const KEY = '0123456789abcdef0123456789ABCDEF';

const running: Emulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(each => each.close()));
});

/** Starts an emulator that ends with the test. */
export async function start(options: EmulatorOptions = {}): Promise<Emulator> {
  const emulator = await startEmulator(options);
  running.push(emulator);
  return emulator;
}

/** A trigger that PagerDuty takes, with other fields on top level as given; undefined takes a field out. */
export function trigger(fields: Record<string, unknown> = {}): Record<string, unknown> {
  const payload = { summary: 'Migration failed', source: 'acme/shop', severity: 'critical' };
  return { routing_key: KEY, event_action: 'trigger', dedup_key: 'shop', payload, ...fields };
}

/** The same with other fields in the payload. */
export function triggerWith(fields: Record<string, unknown>): Record<string, unknown> {
  return trigger({ payload: { summary: 'Migration failed', source: 'acme/shop', severity: 'critical', ...fields } });
}

/** Posts JSON (a string as it is) and gives status and parsed answer. */
export async function post(url: string, body: unknown): Promise<{ status: number; body: unknown }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
  const answer = await response.text();
  return { status: response.status, body: answer === '' ? undefined : JSON.parse(answer) };
}

/** Gets JSON. */
export async function get(url: string): Promise<unknown> {
  return (await fetch(url)).json();
}

/** The keys of the example account, by kind. */
export const TOKENS = {
  account: 'Token token=account-key-0000001+',
  reading: 'Token token=reading-key-0000001+',
  user: 'Token token=users-key-000000001+',
  oauth: 'Bearer pdus+example',
};

/** The routing keys of its services "Shop database" and "Shop search". */
export const SHOP_KEY = '0123456789abcdef0123456789abcdef';
export const SEARCH_KEY = 'fedcba9876543210fedcba9876543210';

/** What a REST call is made of, beside its path. */
export interface RestCall {
  method?: string;
  /** Default: the account key; null: none. */
  authorization?: string | null;
  /** Default: `anna@example.com`; null: none. */
  from?: string | null;
  contentType?: string | null;
  body?: unknown;
}

/** Calls the REST API; gives status, headers, and the answer parsed, or its text when it is no JSON. */
export async function rest(
  url: string,
  { method = 'GET', authorization = TOKENS.account, from = 'anna@example.com', contentType, body }: RestCall = {},
): Promise<{ status: number; headers: Headers; body: unknown }> {
  const headers = new Headers();
  if (authorization !== null) headers.set('authorization', authorization);
  if (from !== null) headers.set('from', from);
  if (method !== 'GET' && contentType !== null) headers.set('content-type', contentType ?? 'application/json');
  const text = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
  const response = await fetch(url, { method, headers, body: text });
  const answer = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
}
