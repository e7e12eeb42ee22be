import type { Rule } from './rule.ts';

/** The SQLSTATE among the fields of an error of node-postgres, as Node prints them. https://node-postgres.com/features/queries */
export const PG_CODE: Rule = {
  says: 'tells',
  when: /^\s+code: '(?<sqlstate>(?=[A-Z]*\d)[0-9A-Z]{5})',?$/,
  within: 'failure',
};
