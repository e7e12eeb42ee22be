import type { Tool } from './rule.ts';

/** https://mybatis.org/migrations: a script is run in a transaction, unless `auto_commit=true` in its environment. */
export const mybatisMigrations: Tool = {
  name: 'MyBatis Migrations',
  transaction: 'each-by-default',
  again: 'migrate up',
  endsSilently: true,
  saysEnd: 'run',
  rules: [
    { says: 'opens', when: /^-- MyBatis Migrations - up\b/ },
    { says: 'down', when: /^-- MyBatis Migrations - down\b/ },
    { says: 'other-command', when: /^-- MyBatis Migrations - (?!up\b|down\b)\w+/ },
    { says: 'begins', when: /^={4,} Applying: (?<migration>\S+\.sql) =/ },
    { says: 'down', when: /^={4,} Undoing: (?<migration>\S+\.sql) =/ },
    { says: 'succeeds', when: /^-- MyBatis Migrations SUCCESS$/ },
    { says: 'fails-too', when: /^-- MyBatis Migrations FAILURE$/ },
    {
      says: 'tells',
      when: /^ERROR: Error executing command\. {2}Cause: (?!.*\bError executing: )(?:[\w.]{1,120}(?:Exception|Error): )?(?<error>\S.*)/,
      vague: true,
    },
    { says: 'tells', when: /^\. {2}Cause: (?:[\w.]{1,120}: )?(?<error>\S.*)/, overrules: true, vague: true },
  ],
};
