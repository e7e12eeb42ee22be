import type { Tool } from './rule.ts';

/** https://www.sqlite.org/cli.html: a script goes on after an error, unless it runs with -bail. */
export const sqlite3: Tool = {
  name: 'sqlite3',
  transaction: 'unknown',
  dialect: 'sqlite',
  client: true,
  again: 'sqlite3 -bail DATABASE < FILE',
  rules: [
    { says: 'fails-too', when: /^(?:Parse error|Runtime error|Error:) near line \d+: (?<error>.+)/, vague: true },
    { says: 'fails-too', when: /^(?:Parse|Runtime) error: (?<error>.+)/, vague: true },
    { says: 'fails-too', when: /^Error: (?:in prepare|stepping), (?<error>.+)/, vague: true },
    {
      says: 'fails',
      when: /^Error: unable to open database "[^"]{1,500}": (?<error>.+)/,
      category: 'ConnectionError',
      state: 'unchanged',
    },
  ],
  // The result code stands behind the words: https://www.sqlite.org/rescode.html
  shorten: error => error.replace(/ \(\d{1,4}\)$/, ''),
};
