import type { PatternRule } from '../rule.ts';
import { QUOTED } from './words.ts';

/** `IDENTIFIED` as MySQL, MariaDB, Oracle and ClickHouse have it, with a plugin or without; not Alembic's `revision identified by`. */
const IDENTIFIED = String.raw`\b(?<!revision )(?<!revisions )identified\s{1,9}(?:(?:with|via)\s{1,9}\S{1,60}\s{1,9})?(?:by|as|using)\s{1,9}(?:values\s{1,9}|password\s{1,9}|random\s{1,9})?`;

/** Passwords in statements that make or change an account. */
export const ACCOUNT_RULES: readonly PatternRule[] = [
  {
    name: 'password in SQL',
    hints: ['password', 'secret', 'identified'],
    before: String.raw`(?:\b(?:old_)?password|(?<=,\s{0,9})secret)(?:\s{1,9}|\s{0,9}\(\s{0,9})(?=[nN]?["'])|${IDENTIFIED}(?=["'])`,
    value: `[nN]?(?:${QUOTED})`,
    changes: [
      `CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY 'hunter2'`,
      `CREATE USER 'a'@'%' IDENTIFIED WITH mysql_native_password BY ***`,
    ],
    leaves: `Can't locate revision identified by '1975ea83b712'`,
  },
  {
    name: 'password in SQL, without quotes',
    hints: ['identified'],
    before: String.raw`(?<=\b(?:create|alter|grant)\s[^\n;]{0,300})${IDENTIFIED}(?!["'\s])`,
    value: String.raw`[^\s;,"']+`,
    changes: ['CREATE USER shop IDENTIFIED BY hunter2 QUOTA 1', 'CREATE USER shop IDENTIFIED BY *** QUOTA 1'],
    leaves: 'rows are identified by id, grants by name',
  },
  {
    name: 'old password in SQL',
    hints: ['replace'],
    before: String.raw`\b(?:identified\s{1,9}by\s{1,9}\S{1,200}|\*\*\*)\s{1,9}replace\s{1,9}`,
    value: String.raw`${QUOTED}|[^\s;,"']+`,
    changes: ['ALTER USER app IDENTIFIED BY *** REPLACE hunter2', 'ALTER USER app IDENTIFIED BY *** REPLACE ***'],
    leaves: 'CREATE OR REPLACE VIEW v',
  },
  {
    name: 'SET PASSWORD',
    hints: ['set password'],
    before: String.raw`\bset\s{1,9}password(?:\s{1,9}for\s{1,9}[^\n=;]{1,120})?\s{0,9}(?:=|to)\s{0,9}(?!\s|(?:old_)?password\s{0,9}\()`,
    value: `${QUOTED}|[^\\s;"']+`,
    changes: [`SET PASSWORD FOR 'a'@'%' = 'hunter2';`, `SET PASSWORD FOR 'a'@'%' = ***;`],
    leaves: 'SET PASSWORD policy',
  },
];
