/** A script in the form in which its shell takes it. */
export interface ShellScript {
  /** Of the script's file, e.g. `.sh`; empty where the shell asks for none. */
  readonly extension: string;
  readonly content: string;
  /** The program and its arguments, once the script lies at `path`. */
  readonly commandLine: (path: string) => readonly string[];
}

// As the runner starts them: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
const SHELLS: Readonly<Record<string, { readonly options: string; readonly extension: string }>> = {
  bash: { options: '--noprofile --norc -eo pipefail {0}', extension: '.sh' },
  sh: { options: '-e {0}', extension: '.sh' },
  pwsh: { options: `-command ". '{0}'"`, extension: '.ps1' },
  powershell: { options: `-command ". '{0}'"`, extension: '.ps1' },
  cmd: { options: '/D /E:ON /V:OFF /S /C CALL {0}', extension: '.cmd' },
  python: { options: '{0}', extension: '.py' },
};

/**
 * Prepares a script for a shell: the name of one that the runner knows, or a command line in which `{0}` stands for the
 * script's file (without it the file is the last argument).
 */
export function prepareScript(shell: string, script: string): ShellScript {
  const [program = '', ...options] = splitWords(shell);
  const known = Object.hasOwn(SHELLS, program) ? SHELLS[program] : undefined;
  const given = options.length === 0 ? splitWords(known?.options ?? '{0}') : options;
  const words = given.some(word => word.includes('{0}')) ? given : [...given, '{0}'];
  return {
    extension: known?.extension ?? '',
    content: wrapScript(script, known?.extension),
    commandLine: path => [program, ...words.map(word => word.replaceAll('{0}', () => path))],
  };
}

// What the runner puts around a script so that a failing command fails it.
function wrapScript(script: string, extension: string | undefined): string {
  switch (extension) {
    case '.ps1':
      return `$ErrorActionPreference = 'stop'\n${script}\nif ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }\n`;
    case '.cmd':
      return `@echo off\n${script}\n`.replace(/\r?\n/g, '\r\n');
    default:
      return `${script}\n`;
  }
}

// Quotes hold words together, at the beginning of a word as in its middle, and are dropped.
function splitWords(line: string): string[] {
  const words = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map(word =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
}
