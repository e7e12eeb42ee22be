import { SEVERITIES } from '../databases/languages.ts';
import type { Tool } from './rule.ts';

// In every language that the server speaks; with `VERBOSITY verbose` the SQLSTATE stands before the message.
const SAYS = `(?:${SEVERITIES}) ?:\\s+(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)`;

/** https://www.postgresql.org/docs/current/app-psql.html */
export const psql: Tool = {
  name: 'psql',
  transaction: 'unknown',
  dialect: 'postgresql',
  client: true,
  again: 'psql -v ON_ERROR_STOP=1 --single-transaction -f FILE',
  rules: [
    { says: 'fails-too', when: new RegExp(`^psql:(?<script>(?!<stdin>)[^:\\n]{1,500}):\\d+: ${SAYS}`) },
    { says: 'fails-too', when: new RegExp(`^psql:<stdin>:\\d+: ${SAYS}`) },
    { says: 'fails-too', when: new RegExp(`^(?:${SEVERITIES}): {2}(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)`) },
    {
      says: 'fails',
      when: /^psql: (?:error|FATAL|Fehler|erreur ?|errore|erro): (?<error>(?:connection to server at "(?<server>[^"]{1,200})")?.+)/,
      state: 'unchanged',
    },
    {
      says: 'fails-too',
      when: /^psql:(?<script>(?!<stdin>)[^:\n]{1,500}):\d+: (?:error|Fehler|erreur ?|errore|erro): (?<error>.+)/,
    },
  ],
};
