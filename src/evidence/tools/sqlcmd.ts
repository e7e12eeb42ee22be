import { LEVEL_ELSEWHERE } from '../databases/sqlserver-sentences.ts';
import type { Tool } from './rule.ts';

/** https://learn.microsoft.com/en-us/sql/tools/sqlcmd/sqlcmd-utility: without -b it goes on after an error and ends with 0. */
export const sqlcmd: Tool = {
  name: 'sqlcmd',
  transaction: 'unknown',
  dialect: 'sqlserver',
  client: true,
  again: 'sqlcmd -b -i FILE',
  rules: [
    // Up to level 10 it is information. The words stand on the next line.
    {
      says: 'fails-too',
      when: /^Msg \d{1,6}, Level (?:1[1-9]|2\d), State \d{1,3}, .*Line \d+/,
      error: 'An error of level 11 or more',
      vague: true,
    },
    {
      says: 'fails-too',
      when: new RegExp(`^[\\p{L}.]{2,12} \\d{1,6}[,、，] ?${LEVEL_ELSEWHERE} (?:1[1-9]|2\\d)[,、，] ?`, 'u'),
      error: 'An error of level 11 or more',
      vague: true,
    },
    // The first of several lines says why.
    {
      says: 'fails-too',
      when: /^Sqlcmd: Error: Microsoft .{1,80} ?: (?<error>(?:SSL|TCP|Named Pipes) Provider: .+)/i,
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^Sqlcmd: Error: Microsoft .{1,80} ?: Client unable to establish connection/i,
      error: 'Client unable to establish connection',
      category: 'ConnectionError',
      state: 'unchanged',
    },
    {
      says: 'fails',
      when: /^Sqlcmd: (?:Error: )?(?:Microsoft .{1,80} ?: )?(?<error>(?!Error: Microsoft |Microsoft |Client unable|\w+(?: \w+)? Provider: ).+)/i,
      vague: true,
      state: 'unchanged',
    },
  ],
};
