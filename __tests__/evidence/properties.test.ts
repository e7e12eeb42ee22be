import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEvidenceFromTexts } from '../../src/evidence/evidence.ts';
import { growthOf, SUPERLINEAR } from '../growth.ts';
import { propertyRuns } from '../property-runs.ts';
import { showMarked } from '../redaction/marked.ts';
import { CAPTURES } from './captures.table.ts';
import { splitLog } from './fixtures.ts';

// Lines of real outputs, so that generated logs reach the rules.
const LINES = [...new Set(CAPTURES.flatMap(([folder, name]) => splitLog(`${folder}/${name}`).split('\n')))].filter(
  line => line.length < 300,
);
const line = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LINES) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
);
const log = fc.array(line, { maxLength: 40 }).map(lines => lines.join('\n'));
const STATES = ['applied', 'partial', 'rolled-back', 'unchanged', 'unknown'];

describe('whatever the texts are', () => {
  test('reading them never throws, and what it gives is whole', () => {
    fc.assert(
      fc.property(fc.oneof(log, fc.string({ unit: 'binary' })), log, (report, text) => {
        const evidence = readEvidenceFromTexts(report, text);
        if (evidence === undefined) return;
        expect(STATES).toContain(evidence.databaseState);
        const shown = showMarked(evidence.excerpt ?? '');
        expect(shown.split('\n').length).toBeLessThanOrEqual(20);
        expect(evidence.migration).not.toBe('');
        expect(evidence.error).not.toBe('');
        if (evidence.verdict === 'failure') expect(typeof evidence.category).toBe('string');
        if (evidence.verdict === 'success') expect(evidence.databaseState).toBe('applied');
        // Of several runs one that ended well may not have said what it applied.
        if (evidence.databaseState === 'partial' && evidence.runs.length === 1)
          expect(evidence.applied.length).toBeGreaterThan(0);
        if (evidence.databaseState === 'rolled-back') expect(evidence.applied).toEqual([]);
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test('a JSON document of any shape is read or left', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(
            'success',
            'applied',
            'errors',
            'ok',
            'error',
            'command',
            'migrations',
            'mode',
            'migration_id',
            'flywayVersion',
            'Driver',
            'Dir',
            'Applied',
            'Error',
            'skipped_superuser',
            'pending',
          ),
          fc.jsonValue(),
        ),
        document => {
          const text = JSON.stringify(document);
          readEvidenceFromTexts(text, '');
          readEvidenceFromTexts('', text);
        },
      ),
      { numRuns: propertyRuns(150) },
    );
  });
});

// Of a longer text the middle is left out, so that its time says nothing.
describe('128 KiB of hostile text take time in proportion to their length', () => {
  const SIZE = 128 * 1024;
  const QUICK_MS = 750;
  const pieces = [
    '\n',
    ' ',
    'a',
    '\r',
    'a\r',
    '\t\n',
    '\u001b[',
    '\u001b]',
    '{',
    '{"a":',
    '{"a":1}',
    '"{',
    '::',
    '::error::',
    '##[',
    'x'.repeat(80),
    `${'x'.repeat(80)}\n`,
    'x \n',
    'goose run: ERROR a: x": ERROR: ',
    'goose run: ERROR a: x": ERROR: \n',
    'Unexpected error running Liquibase: Migration failed for changeset a::b:\n',
    'Running Changeset: ::',
    'migration failed with error: x - \n',
    '  + a ....................\n',
    'psql:a:1: ERROR:  x\n',
    'psql:a:1: ',
    '⚡ Applying 1_a... ❌\n',
    '  File "/alembic/x.py", line 1\nfoo.Error: x\n',
    'Running upgrade , , , ,',
    '(details: ',
    'Error: ',
    'error: migration failed: x in line 1: \n',
    'Error: dial tcp \n',
    'Applying: x\nApplied: x in 1ms\nError: y\n',
    '; failed to connect to ',
    'Traceback (most recent call last):\n',
    '== 1 A: migrating =\n',
    'ERROR:  x\n',
  ];

  test.each<[string, (index: number) => string]>([
    ['migrations that end', index => `OK   ${index}.sql (1ms)\n`],
    ['migrations that begin', index => `Running upgrade  -> ${index}, x\n`],
    ['failures of psql', index => `psql:${index}.sql:1: ERROR:  x\n`],
    ['words before a crash', index => `psycopg2.errors.X${index}: x\n`],
  ])('6 000 different %s', async (_name, make) => {
    const all = Array.from({ length: 6_000 }, (_, index) => make(index));
    const read = (count: number) => readEvidenceFromTexts('', all.slice(0, count).join(''));
    expect(await growthOf(read, all.length, QUICK_MS)).toBeLessThan(SUPERLINEAR);
  });

  test.each(pieces)('%j', async piece => {
    const text = (size: number) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
    const asLog = await growthOf(size => readEvidenceFromTexts('', text(size)), SIZE, QUICK_MS);
    const asReport = await growthOf(size => readEvidenceFromTexts(text(size), ''), SIZE, QUICK_MS);
    expect(Math.max(asLog, asReport)).toBeLessThan(SUPERLINEAR);
  });
});
