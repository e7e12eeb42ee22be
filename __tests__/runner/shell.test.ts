import { describe, expect, test } from '@jest/globals';
import { prepareScript } from '../../src/runner/shell.ts';

describe('the command line', () => {
  test.each([
    ['bash', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '/tmp/s']],
    ['sh', ['sh', '-e', '/tmp/s']],
    ['pwsh', ['pwsh', '-command', ". '/tmp/s'"]],
    ['powershell', ['powershell', '-command', ". '/tmp/s'"]],
    ['cmd', ['cmd', '/D', '/E:ON', '/V:OFF', '/S', '/C', 'CALL', '/tmp/s']],
    ['python', ['python', '/tmp/s']],
    ['  bash  ', ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '/tmp/s']],
    ['bash -x {0}', ['bash', '-x', '/tmp/s']],
    ['perl {0} --twice {0}', ['perl', '/tmp/s', '--twice', '/tmp/s']],
    ['perl', ['perl', '/tmp/s']],
    ['perl -w', ['perl', '-w', '/tmp/s']],
    ['env A="b c" \'d e\' x"y z"w {0}', ['env', 'A=b c', 'd e', 'xy zw', '/tmp/s']],
    ['"/opt/my shell/sh" {0}', ['/opt/my shell/sh', '/tmp/s']],
    ['run --file={0}', ['run', '--file=/tmp/s']],
    ["sh -c '' {0}", ['sh', '-c', '', '/tmp/s']],
    ['constructor {0}', ['constructor', '/tmp/s']],
  ])('%s', (shell, expected) => {
    expect(prepareScript(shell, 'migrate').commandLine('/tmp/s')).toEqual(expected);
  });

  test('a path with blanks, quotes and dollars stays one word', () => {
    const path = `/home/a b/it's "$&"/script.sh`;
    expect(prepareScript('bash -x {0}', 'migrate').commandLine(path)).toEqual(['bash', '-x', path]);
  });
});

describe('the script', () => {
  const POWERSHELL =
    "$ErrorActionPreference = 'stop'\nmigrate\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n";

  test.each([
    ['bash', '.sh', 'migrate\n'],
    ['sh -x {0}', '.sh', 'migrate\n'],
    ['python', '.py', 'migrate\n'],
    ['perl {0}', '', 'migrate\n'],
    ['pwsh', '.ps1', POWERSHELL],
    ['pwsh -File {0}', '.ps1', POWERSHELL],
    ['powershell', '.ps1', POWERSHELL],
    ['cmd', '.cmd', '@echo off\r\nmigrate\r\n'],
  ])('%s', (shell, extension, content) => {
    const script = prepareScript(shell, 'migrate');
    expect({ extension: script.extension, content: script.content }).toEqual({ extension, content });
  });

  test('cmd gets line ends of Windows, once', () => {
    expect(prepareScript('cmd', 'one\r\ntwo\nthree').content).toBe('@echo off\r\none\r\ntwo\r\nthree\r\n');
  });
});
