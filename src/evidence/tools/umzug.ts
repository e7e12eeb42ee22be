import type { Tool } from './rule.ts';

/** https://github.com/sequelize/umzug: a library; the program that uses it has the transactions, if anybody. */
export const umzug: Tool = {
  name: 'umzug',
  transaction: 'unknown',
  again: 'the command that runs the migrations',
  saysEnd: 'nothing',
  rules: [
    { says: 'begins', when: /^\{ ?event: 'migrating', name: '(?<migration>[^']+)' \}$/ },
    { says: 'ends', when: /^\{ ?event: 'migrated', name: '(?<migration>[^']+)', durationSeconds: / },
    { says: 'down', when: /^\{ ?event: 'revert(?:ing|ed)', name: '(?<migration>[^']+)'/ },
    { says: 'down', when: /\bMigration \S{1,200} \(down\) failed: / },
    {
      says: 'fails-too',
      when: /^(?:\S{1,40} )?(?:\w{0,40}Error: )?Migration (?<migration>\S{1,200}) \((?:up|down)\) failed: (?:Original error: )?(?<error>.+)/,
    },
  ],
};
