import { expect, test } from '@jest/globals';
import { readCustomDetails } from '../../src/inputs/custom-details.ts';
import { readFields, readKeyTemplate } from '../../src/inputs/templates.ts';
import type { YamlValue } from '../../src/inputs/yaml.ts';
import { readerOf } from './input-readers.ts';

const KEY = '{migration} {environment} {database} {repository} {workflow} {job} {matrix}';

test.each<[string, string]>([
  ['', ''],
  [' confiture-{migration}-{environment} ', 'confiture-{migration}-{environment}'],
  [KEY, KEY],
])('the template of the key %j', (text, expected) => {
  const reader = readerOf({ 'dedup-key': text });
  expect([readKeyTemplate(reader), reader.problems]).toEqual([expected, []]);
});

test.each(['{run-id}', '{sha}', '{error}', '{status}', '{attempt}'])(
  '%s is no placeholder of a key, stays as it is written and is told',
  text => {
    const reader = readerOf({ 'dedup-key': `x-${text}` });
    expect([readKeyTemplate(reader), reader.problems]).toEqual([
      `x-${text}`,
      [
        {
          level: 'warning',
          message: `dedup-key: expected the placeholders ${KEY}; got "${text}". It is kept exactly as written.`,
        },
      ],
    ]);
  },
);

test('fields know the placeholders of the key and four more', () => {
  const summary = `${KEY} {status} {error} {error-type} {tool}`;
  const reader = readerOf({ summary, source: '{sha} {x}', 'client-url': 'https://x/{job}' });
  expect(readFields(reader)).toEqual({
    summary,
    source: '{sha} {x}',
    component: '',
    group: '',
    class: '',
    client: '',
    'client-url': 'https://x/{job}',
  });
  expect(reader.problems.map(({ message }) => message)).toEqual([
    `source: expected the placeholders ${KEY} {status} {error} {error-type} {tool}; got "{sha} {x}". It is kept exactly as written.`,
  ]);
});

test.each<[string, Record<string, YamlValue>]>([
  ['', {}],
  ['tables: users, payments', { tables: 'users, payments' }],
  ['{"tables": ["users", "payments"], "rows": 7}', { tables: ['users', 'payments'], rows: '7' }],
  ['version: 1.10\nlocked: yes\nzip: 0123', { version: '1.10', locked: 'yes', zip: '0123' }],
])('details %j', async (text, expected) => {
  const reader = readerOf({ 'custom-details': text });
  expect([await readCustomDetails(reader), reader.problems]).toEqual([expected, []]);
});

test.each(['just words', '- a\n- b', '[1, 2]', 'a: [', '"text"'])(
  '%j are no details: they are left out, and that is told',
  async text => {
    const reader = readerOf({ 'custom-details': text });
    expect(await readCustomDetails(reader)).toEqual({});
    expect(reader.problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^custom-details: expected a YAML or JSON map such as "tables: users, payments"; got "[\s\S]*"( \(.+\))?\. The details are left out\.$/,
      ),
    ]);
  },
);
