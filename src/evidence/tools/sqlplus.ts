import type { Tool } from './rule.ts';

/** https://docs.oracle.com/en/database/oracle/oracle-database/23/sqpug/: without WHENEVER SQLERROR it goes on after an error and ends with 0. */
export const sqlplus: Tool = {
  name: 'SQL*Plus',
  transaction: 'unknown',
  dialect: 'oracle',
  client: true,
  again: 'sqlplus -S USER@DATABASE @FILE',
  rules: [
    { says: 'fails-too', when: /^ERROR at line \d+:$/, error: 'An error of the script', vague: true },
    {
      says: 'fails',
      when: /^(?<error>ORA-(?:01017|01033|01034|01045|12\d{3}|28000|28001): .+)/,
      after: /^ERROR:$/,
      vague: true,
      state: 'unchanged',
    },
    { says: 'fails-too', when: /^(?<error>SP2-(?:0306|0310|0556|0734|0751|0042|1503): .+)/ },
  ],
};
