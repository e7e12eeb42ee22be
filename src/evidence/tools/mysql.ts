import type { Tool } from './rule.ts';

// https://dev.mysql.com/doc/mysql-errors/8.4/en/client-error-reference.html and what a server refuses a connection with.
const REFUSED = '(?:20(?:0[2-79]|1[2-9]|26|59|61)|10(?:40|44|45|49)|11(?:29|30)|1203|1226|1698|4151)';

/** https://dev.mysql.com/doc/refman/8.4/en/mysql-command-options.html and MariaDB's: the client ends with 0 after errors where it runs with --force. */
export const mysql: Tool = {
  name: 'mysql',
  transaction: 'unknown',
  dialect: 'mysql',
  client: true,
  again: 'mysql DATABASE < FILE',
  rules: [
    {
      says: 'fails-too',
      when: /^ERROR \d{4,5} \(\w{5}\) at line \d+ in file: '(?<script>[^']{1,300})': (?<error>.+)/,
      vague: true,
    },
    { says: 'fails-too', when: /^ERROR \d{4,5} \(\w{5}\) at line \d+: (?<error>.+)/, vague: true },
    {
      says: 'fails',
      when: new RegExp(`^ERROR ${REFUSED} \\(\\w{5}\\): (?<error>.+)`),
      vague: true,
      state: 'unchanged',
    },
    { says: 'fails-too', when: new RegExp(`^ERROR (?!${REFUSED} )\\d{4,5} \\(\\w{5}\\): (?<error>.+)`), vague: true },
    { says: 'fails-too', when: /^ERROR at line \d+(?: in file: '[^']{1,300}')?: (?<error>.+)/ },
    {
      says: 'fails',
      when: /^(?:mysql|mariadb): (?<error>(?:\[ERROR\] )?(?:unknown (?:option|variable) |Unknown OS character set |Can't (?:read|initialize) ).+)/,
      category: 'ConfigurationError',
      state: 'unchanged',
    },
  ],
};
