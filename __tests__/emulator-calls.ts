import { afterEach } from '@jest/globals';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/emulator.ts';

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
