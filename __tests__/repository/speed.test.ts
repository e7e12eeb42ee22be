import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Rehearsal, rehearse } from '../../scripts/rehearsal.ts';
import { ROOT, readText } from './files.ts';

// How long a run takes depends on the machine (`npm run bench`); what it loads does not.
const folder = mkdtempSync(join(tmpdir(), 'coverage-'));
let rehearsal: Rehearsal;

beforeAll(async () => {
  rehearsal = await rehearse();
});

afterAll(async () => {
  await rehearsal.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each(['failure', 'success', 'skipped'])('a step whose status is %s loads one file', async status => {
  const place = join(folder, status);
  await rehearsal.run(join(ROOT, 'dist/index.js'), status, { environment: { NODE_V8_COVERAGE: place } });
  const reports = readdirSync(place).map(name => JSON.parse(readFileSync(join(place, name), 'utf8')));
  const urls: string[] = reports.flatMap(({ result }) => result.map(({ url }: { url: string }) => url));
  expect(urls.filter(url => url.startsWith('file:')).map(url => basename(url))).toEqual(['index.js']);
});

test('the functions that a page runs are compiled as they are read', () => {
  expect(readText('dist/index.js')).toMatch(/^var \w+=\((?:async )?function/);
});
