import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { exampleAccount } from '../../emulator/emulator.ts';
import { get, KEY, post, rest, SHOP_KEY, trigger } from './calls.ts';

const CLI = new URL('../../emulator/cli.ts', import.meta.url).pathname;
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill();
});

/** Starts the program; gives its address and all that it printed first. */
async function run(...options: string[]): Promise<{ url: string; printed: string }> {
  const child = spawn(process.execPath, [CLI, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += chunk;
    if (printed.includes('Ctrl-C')) break;
  }
  return { url: /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0] ?? '', printed };
}

describe('the program', () => {
  test('says where it is and what to set', async () => {
    const { url, printed } = await run();
    expect(printed).toBe(`PagerDuty emulator on ${url}

In the step:   api-url: ${url}
               routing-key: ${SHOP_KEY}   (service Shop database)
for REST too:  api-token: account-key-0000001+
               from: anna@example.com
               service: Shop database

Incidents      ${url}/emulator/incidents
Change events  ${url}/emulator/changes
Requests       ${url}/emulator/requests
A fault        curl -d '{"status": 503, "times": 2}' ${url}/emulator/faults
Start afresh   curl -X POST ${url}/emulator/reset

Ctrl-C ends it.
`);
    expect((await post(`${url}/v2/enqueue`, trigger())).status).toBe(202);
    expect((await post(`${url}/v2/enqueue`, trigger({ routing_key: SHOP_KEY }))).status).toBe(202);
    expect(await get(`${url}/emulator/incidents`)).toHaveLength(2);
    expect((await rest(`${url}/incidents`)).body).toHaveProperty('incidents.length', 1);
  });

  test('--limit, --key and --unknown-key', async () => {
    const { url } = await run('--limit', '1', '--key', KEY, '--unknown-key', 'ignore');
    const statuses: number[] = [];
    for (const routing_key of [KEY, KEY, SHOP_KEY]) {
      statuses.push((await post(`${url}/v2/enqueue`, trigger({ routing_key }))).status);
    }
    expect(statuses).toEqual([202, 429, 202]);
    expect(await get(`${url}/emulator/incidents`)).toHaveLength(1);
  });

  test('--account and --wrong-region', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'account.json');
    writeFileSync(file, JSON.stringify(exampleAccount({ service: { name: 'Other' } })));
    const { url, printed } = await run('--account', file, '--wrong-region');
    expect(printed).toContain('service: Other');
    expect((await post(`${url}/v2/enqueue`, trigger())).status).toBe(400);
    expect((await rest(`${url}/services`)).status).toBe(401);
  });

  test.each([
    [['--limit', 'many'], '--limit: expected a whole number, got "many"'],
    [['--unknown-key', 'drop'], '--unknown-key: expected refuse or ignore, got "drop"'],
    [['--account', CLI], '--account: expected JSON with tokens, users, escalationPolicies and services in'],
    [['--colour'], "Unknown option '--colour'"],
  ])('%j is refused', async (options, message) => {
    const child = spawn(process.execPath, [CLI, ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    const printed = await text(child.stderr);
    expect(printed).toContain(message);
    expect(printed).toContain('npm run emulator -- [options]');
    expect(child.exitCode ?? (await new Promise(resolve => child.once('exit', resolve)))).toBe(2);
  });
});
