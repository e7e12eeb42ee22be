const COMMAND = /^(?:::[a-z-]+(?: [^:]{0,500})?::|##\[[a-z-]+\]|##vso\[|##teamcity\[|section_(?:start|end):\d)/;
const ERROR = /^(?:::error(?: [^\n]{0,500}?)?::|##\[error\])/;

/** What a script or the runner says by a workflow command; undefined: the line is no command. */
export type CommandReading = { readonly error: string } | 'silent' | undefined;

/**
 * An error that somebody wrapped in a command is still said; every other command is talk between script and runner.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function readCommand(text: string): CommandReading {
  const first = text.charCodeAt(0);
  if (first !== 0x3a && first !== 0x23 && first !== 0x73) return undefined;
  const error = ERROR.exec(text);
  if (error !== null) return { error: text.slice(error[0].length) };
  return COMMAND.test(text) ? 'silent' : undefined;
}
