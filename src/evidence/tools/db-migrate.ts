import type { Tool } from './rule.ts';

/** https://db-migrate.readthedocs.io: a line for each migration that went well, and the error behind the name of one that did not. */
export const dbMigrate: Tool = {
  name: 'db-migrate',
  transaction: 'unknown',
  again: 'db-migrate up',
  saysEnd: 'nothing',
  rules: [
    { says: 'rehearses', when: /^\[INFO\] dry run$/ },
    { says: 'other-command', when: /^\[INFO\] (?:check$|run: |Created (?:migration|database) |Deleted database )/ },
    { says: 'down', when: /^(?:\[INFO\] )?Defaulting to running 1 down migration\./ },
    { says: 'ends', when: /^(?:\[INFO\] )?(?:\S+ )?Processed(?: migration)? (?<migration>\d{8,}\S*)/ },
    { says: 'succeeds', when: /^(?:\[INFO\] )?Done$/, within: 'run' },
    { says: 'nothing-pending', when: /^(?:\[INFO\] )?(?:No migrations|Nothing) to run$/ },
    {
      says: 'fails',
      when: /^(?:\[ERROR\] )?(?<migration>\d{8,}-\S+) \{? ?\[?(?:\w*Error|error|AssertionError)(?: \[\w+\])?: (?<error>.+)/,
    },
    {
      says: 'fails-too',
      when: /^(?:\[ERROR\] )?(?:AssertionError \[ERR_ASSERTION\]: )?(?:ifError got unwanted exception: )?(?:\w*[Ee]rror: )(?<error>.+)/,
      within: 'run',
    },
  ],
};
