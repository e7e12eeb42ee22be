import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { watchStoppedCommands } from '../../src/runner/stop-commands.ts';
import { propertyRuns } from '../property-runs.ts';

const CASES: readonly (readonly [output: string, token: string])[] = [
  ['Applied 3 migrations\n', ''],
  ['::stop-commands::a1b2\n', 'a1b2'],
  ['one\n::stop-commands::a1b2\r\n::error::not a command\n', 'a1b2'],
  ['  ::stop-commands::a1b2\n', 'a1b2'],
  ['::stop-commands::a1b2', 'a1b2'],
  ['::stop-commands::a1b2\n::a1b2::\n', ''],
  ['::stop-commands::a1b2\ntext ::a1b2::\n', 'a1b2'],
  ['::stop-commands::a1b2\n::A1B2::\n', ''],
  ['::stop-commands::a1b2\n::stop-commands::other\n::other::\n', 'a1b2'],
  ['::stop-commands::a1b2\n::a1b2::\n::stop-commands::other\n', 'other'],
  ['text ::stop-commands::a1b2\n', ''],
  ['::stop-commands::\n', ''],
  ['::stop-commands::two words\n', ''],
  ['::stop-command::a1b2\n', ''],
  [`${'x'.repeat(5_000)}::stop-commands::a1b2\n`, ''],
  [`${'x'.repeat(5_000)}\n::stop-commands::a1b2\n${'y'.repeat(5_000)}`, 'a1b2'],
];

test.each(CASES)('%j leaves the token %j', (output, token) => {
  const watch = watchStoppedCommands();
  const read = watch.reader();
  read(Buffer.from(output));
  read(Buffer.from('\n'));
  expect(watch.token()).toBe(token);
});

test('however the output comes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CASES), fc.array(fc.integer({ min: 1, max: 40 })), ([output, token], sizes) => {
      const watch = watchStoppedCommands();
      const read = watch.reader();
      let rest = Buffer.from(`${output}\n`);
      for (const size of sizes) {
        read(rest.subarray(0, size));
        rest = rest.subarray(size);
      }
      read(rest);
      expect(watch.token()).toBe(token);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test('one stream may end what the other began', () => {
  const watch = watchStoppedCommands();
  const [stdout, stderr] = [watch.reader(), watch.reader()];
  stdout(Buffer.from('::stop-commands::a1b2\n'));
  stderr(Buffer.from('::a1b2::\n'));
  expect(watch.token()).toBe('');
});
