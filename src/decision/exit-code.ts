/** `exit code 137 (killed)`; empty where there is none, or 0. */
export function describeExitCode(exitCode: number | undefined): string {
  if (exitCode === undefined || exitCode === 0) return '';
  const words = EXIT_WORDS[exitCode];
  return `exit code ${exitCode}${words === undefined ? '' : ` (${words})`}`;
}

// 128 and the number of the signal, as shells give it; 126 and 127 are their own.
const EXIT_WORDS: Readonly<Record<number, string>> = {
  126: 'it could not be executed',
  127: 'the command was not found',
  129: 'hung up',
  130: 'interrupted',
  131: 'quit',
  132: 'illegal instruction',
  134: 'aborted',
  135: 'bus error',
  136: 'arithmetic error',
  137: 'killed',
  139: 'segmentation fault',
  141: 'broken pipe',
  143: 'terminated',
};
