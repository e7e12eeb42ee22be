import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readStreams } from '../../../src/evidence/lines/lines.ts';
import { propertyRuns } from '../../property-runs.ts';
import { CARRIERS, type Carrier, carryAll } from './carriers.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/evidence');
const FIXTURES = readdirSync(FOLDER, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(?:stdout|stderr|combined|log)$/.test(entry.name))
  .map(entry => join(entry.parentPath, entry.name))
  .sort()
  .map(path => ({
    path: path.slice(FOLDER.length + 1),
    text: readFileSync(path, 'utf8').replaceAll('\u001b[0m', ''),
  }))
  // Several lines share a carrier only where there are several.
  .map(fixture => ({ ...fixture, lines: fixture.text.split('\n').filter(line => line.trim() !== '').length }))
  .filter(({ lines }) => lines > 0)
  .map(fixture => ({ ...fixture, texts: readTexts(fixture.text) }));

function readTexts(log: string): string[] {
  // A dash behind a stamp could be the logger's or the text's; a line of escapes alone is no line of the text.
  const texts = readStreams(log).flatMap(({ lines }) => lines.map(({ text }) => text.replace(/^- /, '')));
  return texts.at(-1) === '' ? texts.slice(0, -1) : texts;
}

// Every fixture meets every tenth carrier, and every carrier every tenth fixture: all pairs would take minutes.
const SHARE = 10;

const fits = (carrier: Carrier, { lines }: { readonly lines: number }): boolean =>
  carrier.needsLines !== true || lines >= 4;

test.each(CARRIERS.map((carrier, index) => [carrier.name, carrier, index] as const))(
  '%s before every line changes nothing',
  (_, carrier, index) => {
    const some = FIXTURES.filter((fixture, at) => (at + index) % SHARE === 0 && fits(carrier, fixture));
    const changed = some.flatMap(({ path, text, texts: expected }) => {
      const got = readTexts(carryAll(carrier, text));
      const at = expected.findIndex((line, index) => line !== got[index]);
      return at === -1 && expected.length === got.length ? [] : [{ path, expected: expected[at], got: got[at] }];
    });
    expect(changed).toEqual([]);
  },
);

test('any two carriers before every line change nothing', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FIXTURES),
      fc.constantFrom(...CARRIERS),
      fc.constantFrom(...CARRIERS),
      (fixture, inner, outer) => {
        fc.pre(fits(inner, fixture) && fits(outer, fixture));
        expect(readTexts(carryAll(outer, carryAll(inner, fixture.text)))).toEqual(fixture.texts);
      },
    ),
    { numRuns: propertyRuns(150) },
  );
});
