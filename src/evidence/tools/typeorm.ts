import { PG_CODE } from './node-postgres.ts';
import type { Tool } from './rule.ts';

/** https://typeorm.io/docs/migrations/executing: all in one transaction by default; its query log shows each COMMIT. */
export const typeorm: Tool = {
  name: 'TypeORM',
  transaction: 'unknown',
  again: 'typeorm migration:run',
  rules: [
    { says: 'opens', when: /^(?<pending>\d+) migrations? (?:are|is) new migrations? / },
    { says: 'ends', when: /^Migration (?<migration>\S+) has been {1,2}executed successfully\./ },
    // With `--transaction each` the COMMIT comes right before the line that tells of it.
    { says: 'commits', when: /^Migration \S+ has been {1,2}executed successfully\./, after: /^query: COMMIT$/ },
    { says: 'fails', when: /^Migration "(?<migration>[^"]+)" failed, error: (?<error>.+)/ },
    { says: 'rolls-back', when: /^query: ROLLBACK$/, within: 'failure', whole: true },
    { says: 'fails-too', when: /^Error during migration run:$/, state: 'unchanged', once: true },
    { says: 'tells', when: /^(?:[Ee]rror|QueryFailedError): (?<error>.+)/, within: 'failure' },
    PG_CODE,
    { says: 'nothing-pending', when: /^No migrations are pending/ },
    { says: 'other-command', when: /^Migration \S+ has been {1,2}reverted successfully/ },
  ],
};
