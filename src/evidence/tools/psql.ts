import type { Tool } from './rule.ts';

/** https://www.postgresql.org/docs/current/app-psql.html */
export const psql: Tool = {
  name: 'psql',
  transaction: 'unknown',
  dialect: 'postgresql',
  client: true,
  again: 'psql -v ON_ERROR_STOP=1 --single-transaction -f FILE',
  rules: [
    {
      says: 'fails-too',
      when: /^psql:(?<script>(?!<stdin>)[^:\n]{1,500}):\d+: (?:ERROR|FATAL|PANIC):\s+(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)/,
    },
    { says: 'fails-too', when: /^(?:ERROR|FATAL|PANIC): {2}(?:(?<sqlstate>[0-9A-Z]{5}): )?(?<error>.+)/ },
    { says: 'fails', when: /^psql: (?:error|FATAL): (?<error>.+)/, state: 'unchanged' },
  ],
};
