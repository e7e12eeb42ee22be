import { expect, test } from '@jest/globals';
import { readStreams } from '../../../src/evidence/lines/lines.ts';

const read = (lines: readonly string[]): readonly string[] =>
  readStreams(lines.join('\n')).flatMap(stream => stream.lines.map(({ text }) => text));

test('what a command printed stands in the result that Ansible tells, output first', () => {
  const failed = { rc: 1, stderr: 'Traceback:\nboom', stdout: 'Running migrations:\n  Applying a.0001_b...' };
  const looped = { msg: 'non-zero return code', stdout: '', stderr: '' };
  expect(
    read([
      `fatal: [web1]: FAILED! => ${JSON.stringify(failed)}`,
      `failed: [web1] (item=lms) => ${JSON.stringify(looped)}`,
      'ok: [web1] => {"changed": false}',
      'fatal: [web1]: FAILED! => {"broken',
    ]),
  ).toEqual([
    'Running migrations:',
    '  Applying a.0001_b...',
    'Traceback:',
    'boom',
    'non-zero return code',
    'ok: [web1] => {"changed": false}',
    'fatal: [web1]: FAILED! => {"broken',
  ]);
});

test.each(['fatal: [web1]: FAILED! => changed=true ', 'fatal: [web1]: FAILED! => '])('the same as YAML: %j', head => {
  expect(
    read([
      'TASK [migrate] ****',
      head,
      '  cmd: ./manage.py migrate',
      '  stderr: |-',
      '    Traceback:',
      '      boom',
      '  stderr_lines: <omitted>',
      '  stdout: |-',
      '    Running migrations:',
      '      Applying a.0001_b...',
      '',
      'PLAY RECAP ****',
    ]),
  ).toEqual([
    'TASK [migrate] ****',
    'Running migrations:',
    '  Applying a.0001_b...',
    '',
    'Traceback:',
    '  boom',
    'PLAY RECAP ****',
  ]);
  expect(read([head, '  msg: no such file', 'next'])).toEqual([head, '  msg: no such file', 'next']);
});

test.each([
  ['as JSON', [`fatal: [web1]: FAILED! => ${JSON.stringify({ rc: 3, stdout: '', stderr: 'ERROR:  no\nmore' })}`]],
  ['as JSON without output', ['fatal: [web1]: FAILED! => {"changed": true}']],
  ['as YAML', ['fatal: [web1]: FAILED! => changed=true', '  rc: 3', '  stderr: |-', '    ERROR:  no', '  stdout: x']],
  ['as YAML without output', ['fatal: [web1]: FAILED! => changed=true', '  msg: ERROR of nobody', '  rc: 3']],
])("a result that the playbook ignores is nobody's failure: %s", (_, result) => {
  expect(read(['TASK [probe] ****', ...result, '...ignoring', 'TASK [migrate] ****'])).toEqual([
    'TASK [probe] ****',
    'TASK [migrate] ****',
  ]);
});

const TOLD_AGAIN = [
  '    ---- Begin output of "bash"  "/tmp/x" ----',
  '    STDOUT: rake aborted!',
  '    ---- End output of "bash"  "/tmp/x" ----',
  'done',
];

test('what Chef streams loses its indentation, and is told once', () => {
  expect(
    read(['      [execute] rake aborted!', '                StandardError: x', '    Error executing', ...TOLD_AGAIN]),
  ).toEqual([
    'rake aborted!',
    'StandardError: x',
    '    Error executing',
    '    ---- End output of "bash"  "/tmp/x" ----',
    'done',
  ]);
});

test('what Chef tells once, after the failure, stays', () => {
  expect(read(TOLD_AGAIN)).toEqual(TOLD_AGAIN);
});

test('a migration that Serilog puts into its template is named once', () => {
  const applying = { '@t': '2024-03-02T08:00:00Z', '@mt': "Applying migration '{migration}'.", migration: '1_a' };
  expect(read([JSON.stringify(applying)])).toEqual(["Applying migration '1_a'."]);
});
