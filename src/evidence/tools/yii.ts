import type { Tool } from './rule.ts';

/** https://www.yiiframework.com/doc/guide/2.0/en/db-migrations, and Yii 1: only `safeUp` has a transaction, and nothing tells of it. */
export const yii: Tool = {
  name: 'Yii',
  transaction: 'unknown',
  transactionOn: { mysql: 'each', mariadb: 'each', oracle: 'each' },
  again: 'php yii migrate --interactive=0',
  saysEnd: 'run',
  rules: [
    { says: 'opens', when: /^Yii Migration Tool \(based on Yii v/ },
    { says: 'begins', when: /^\*\*\* applying (?<migration>[\w\\]+)$/ },
    { says: 'ends', when: /^\*\*\* applied (?<migration>[\w\\]+) \(time: / },
    { says: 'succeeds', when: /^Migrated up successfully\.$/ },
    { says: 'nothing-pending', when: /^No new migrations? found\. Your system is up-to-date\.$/ },
    { says: 'down', when: /^\*\*\* reverting (?<migration>[\w\\]+)$|^Migrated down successfully\.$/ },
    { says: 'ends', when: /^\*\*\* reverted (?<migration>[\w\\]+) \(time: / },
    { says: 'other-command', when: /^(?:Showing the last \d+|Found \d+ new|Total \d+) (?:applied|new) migrations?:$/ },
    { says: 'other-command', when: /^(?:New migration created successfully|No migration has been done before)\.$/ },
    {
      says: 'fails-too',
      when: /^\*\*\* failed to (?:apply|revert) (?<migration>[\w\\]+) \(time: /,
      error: 'The migration returned false',
      vague: true,
    },
    {
      says: 'tells',
      when: /(?:^|\.\.\.)(?:Exception|PHP \w+ error|Error): (?!SQLSTATE)(?<error>.+?)(?: \(\/\S+:\d+\))?$/,
      within: 'migration',
    },
    { says: 'fails', when: /^Error: (?<error>.+)/, within: 'start', state: 'unchanged' },
  ],
};
