import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { readManifest } from '../../demo/runner.ts';
import type { RecordedRequest } from '../../emulator/emulator.ts';
import { type Act, KEY, OTHER_KEY, type Transcript } from './bundle.ts';

const schema = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'enqueue.schema.json'), 'utf8'));
const validate = formats.default(new Ajv2020({ strictTypes: false, allErrors: true })).compile(schema);
const { outputs } = readManifest();

/** What an event breaks of our schema, as `/place rule`. */
export function brokenRules(event: unknown): string[] {
  if (validate(event)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** What the events of a transcript break of our schema. */
export function breaches(transcript: Transcript): string[] {
  return eventsOf(transcript).flatMap(({ body }) => brokenRules(body));
}

/** Every output that action.yml declares is set by main, and none by a post step, where they would be lost. */
export function expectOutputs({ acts }: Transcript): void {
  const declared = Object.keys(outputs).sort();
  expect(acts.map(act => Object.keys(act.outputs).sort())).toEqual(
    acts.map(act => (act.name === 'main' ? declared : [])),
  );
}

/** What holds in every scenario, whatever happens in it. */
export function expectSound(transcript: Transcript): void {
  for (const act of transcript.acts) {
    expect(
      commandsOf(act).filter(
        line => !/^::(?:add-mask|(?:error|warning|notice)(?: title=PagerDuty Migration Alert)?)::\S/.test(line),
      ),
    ).toEqual([]);
    expect(act.stdout).not.toContain('##[');
    // The runner keeps ten annotations of a kind and cuts each at 4096 characters.
    expect(commandsOf(act).filter(line => line.length > 4_096)).toEqual([]);
    expect(act.stderr).toBe('');
    for (const text of [withoutMasks(act), act.summary, ...Object.values(act.outputs), ...Object.values(act.state)]) {
      expect(text).not.toContain(KEY);
      expect(text).not.toContain(OTHER_KEY);
    }
  }
  for (const { text, headers } of eventsOf(transcript)) {
    expect(headers['content-type']).toBe('application/json');
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(512_000);
    expect(JSON.stringify(headers)).not.toContain(KEY);
  }
}

/** The log as the runner keeps it: the lines that name the masks are commands, and never printed. */
export function withoutMasks({ stdout }: Act): string {
  return stdout.replace(/^::add-mask::.*$/gm, '');
}

function eventsOf({ acts }: Transcript): RecordedRequest[] {
  return acts.flatMap(act => act.pagerduty).filter(request => request.path === '/v2/enqueue');
}

function commandsOf({ stdout }: Act): string[] {
  return stdout.split('\n').filter(line => /^\s*::/.test(line));
}
