import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import type { Incident, RecordedRequest } from '../../emulator/emulator.ts';
import type { Act, Transcript } from './bundle.ts';

const FOLDER = join(import.meta.dirname, '..', 'golden');
const UPDATES = process.env.UPDATE_GOLDEN === '1';

/** Compares a transcript with the golden one of its name, whole. `UPDATE_GOLDEN=1 npm test` writes the golden ones anew. */
export function expectGolden(group: string, name: string, transcript: Transcript): void {
  const path = join(FOLDER, group, fileOf(name));
  const text = writeDown(transcript);
  if (UPDATES) {
    mkdirSync(join(FOLDER, group), { recursive: true });
    writeFileSync(path, text);
  }
  if (!existsSync(path)) throw new Error(`${path}: no golden transcript; UPDATE_GOLDEN=1 npm test writes it`);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

/** The golden transcripts of a group that no scenario has. */
export function orphans(group: string, names: readonly string[]): string[] {
  return readdirSync(join(FOLDER, group)).filter(file => !names.map(fileOf).includes(file));
}

function fileOf(name: string): string {
  return `${name.replaceAll(/[^\w]+/g, '-')}.txt`;
}

function writeDown({ acts, incidents, hosts, volatile }: Transcript): string {
  const blocks = [
    ...acts.filter(isTelling).map(writeAct),
    block('proxy', hosts.join('\n')),
    block('PagerDuty', incidents.map(writeIncident).join('\n')),
  ].filter(each => each !== '');
  return (
    volatile
      .reduce((result, [value, name]) => result.replaceAll(value, name), `${blocks.join('\n')}\n`)
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replace(/(no answer within) [\d.]+ s/g, '$1 N s')
      .replace(/("duration_ms": |"madeAt":)\d+/g, '$1N')
      // The name knows the address, and the emulator's port differs each time.
      .replace(/undelivered-[0-9a-f]{16}\.json/g, 'undelivered-HASH.json')
      .replace(/(.)\1{99,}/gu, (run, one: string) => `${one}(${run.length / one.length} times)`)
  );
}

// A post step that has nothing to do prints its masks and is gone.
function isTelling({ name, stdout, stderr, summary, pagerduty, exitCode }: Act): boolean {
  const said = stdout.replace(/^::add-mask::.*\n/gm, '') + stderr + summary;
  return name === 'main' || said !== '' || pagerduty.length > 0 || exitCode !== 0;
}

function writeAct(act: Act): string {
  const text = [
    `=== ${act.name}: exit code ${act.exitCode} ===`,
    block('log', act.stdout + act.stderr),
    block(
      'outputs',
      Object.entries(act.outputs)
        .map(([name, value]) => writeOutput(name, value, act))
        .join('\n'),
    ),
    block('summary', act.summary),
    block(
      'state',
      Object.entries(act.state)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
    ),
    block('requests', writeRequests([...act.github, ...[...act.pagerduty].sort(byKey)])),
  ]
    .filter(each => each !== '')
    .join('\n');
  return isRepeating(act) ? text.replace(/\b(attempts=)\d+|\d+( attempts)/g, '$1N$2') : text;
}

// How often a server is asked that does not answer is chance: the waits between are random.
function isRepeating({ pagerduty }: Act): boolean {
  return pagerduty.some((request, index) => isRepeat(request, pagerduty[index - 1]));
}

function isRepeat({ text, status }: RecordedRequest, before: RecordedRequest | undefined): boolean {
  return status === null && before?.status === null && before.text === text;
}

function writeRequests(requests: readonly RecordedRequest[]): string {
  return requests
    .filter((request, index) => !isRepeat(request, requests[index - 1]))
    .map(writeRequest)
    .join('\n');
}

function block(title: string, text: string): string {
  return text.trim() === '' ? '' : `--- ${title}\n${text.trimEnd()}`;
}

// The event stands in the request already; here only that it is the same.
function writeOutput(name: string, value: string, { pagerduty }: Act): string {
  const sent = pagerduty.some(request => name === 'event' && isDeepStrictEqual(withoutKey(request), JSON.parse(value)));
  return sent ? `${name}=(as sent)` : `${name}=${value}`;
}

function withoutKey({ body }: RecordedRequest): unknown {
  const { routing_key, ...event } = body as { readonly routing_key?: unknown };
  return event;
}

function writeRequest({ method, path, status, body, text }: RecordedRequest): string {
  const said = body === undefined ? text : JSON.stringify(body, null, 2);
  return `${method} ${path} -> ${status ?? 'no answer'}\n${said}`.trimEnd();
}

// Events for several keys leave at the same time.
function byKey(one: RecordedRequest, other: RecordedRequest): number {
  const keyOf = ({ body }: RecordedRequest): string =>
    String((body as { routing_key?: unknown } | undefined)?.routing_key);
  return keyOf(one).localeCompare(keyOf(other));
}

function writeIncident({ number, status, summary, log }: Incident): string {
  return `incident ${number}, ${status} (${log.map(entry => entry.type).join(', ')}): ${summary}`;
}
