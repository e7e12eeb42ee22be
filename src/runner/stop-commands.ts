/** Follows whether the runner still reads commands. */
export interface StoppedCommands {
  /** Makes a reader of one of the streams that the runner reads, chunk by chunk. */
  readonly reader: () => (chunk: Buffer) => void;
  /** What has to stand between `::` for the runner to read commands again; empty: it does. */
  readonly token: () => string;
}

/**
 * After a line `::stop-commands::TOKEN` the runner reads no command of a step until `::TOKEN::`. A script that fails in
 * between never prints that, and what the action then says would be no annotation.
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#stopping-and-starting-workflow-commands
 */
export function watchStoppedCommands(): StoppedCommands {
  let token = '';
  const readLine = (line: string): void => {
    if (token === '') token = /^\s*::stop-commands(?: [^:]*)?::([^\s:%]+)\s*$/i.exec(line)?.[1] ?? '';
    else if (line.trimStart().toLowerCase().startsWith(`::${token.toLowerCase()}::`)) token = '';
  };
  return {
    token: () => token,
    reader() {
      // The line that is not ended yet: its beginning, where alone a command can stand.
      let open = '';
      return chunk => {
        const end = chunk.lastIndexOf(0x0a);
        if (end >= 0 && (token !== '' || /^\s*:/.test(open) || chunk.includes(STOP))) {
          const lines = `${open}${chunk.toString('latin1', 0, end)}`.split('\n');
          for (const line of lines) readLine(line);
        }
        const begun = end < 0 ? open : '';
        const left = LONGEST - begun.length;
        open = `${begun}${chunk.toString('latin1', end + 1, end + 1 + left)}`;
      };
    },
  };
}

const STOP = '::stop-commands';
/** Characters of a line that are kept: longer than a token. */
const LONGEST = 1_000;
