import type { Tool } from './rule.ts';

/** https://sequelize.org/docs/v6/other-topics/migrations: no transaction of its own. */
export const sequelizeCli: Tool = {
  name: 'sequelize-cli',
  transaction: 'none',
  again: 'sequelize-cli db:migrate',
  rules: [
    { says: 'opens', when: /^Sequelize CLI \[/ },
    { says: 'begins', when: /^== (?<migration>\S+): migrating =/ },
    { says: 'ends', when: /^== (?<migration>\S+): migrated \(/ },
    { says: 'nothing-pending', when: /^No migrations were executed, database schema was already up to date/ },
    { says: 'other-command', when: /^== \S+: revert(?:ing|ed)\b/ },
    { says: 'fails', when: /^ERROR: (?<error>.+)/, within: 'migration' },
    { says: 'fails', when: /^ERROR: (?<error>.+)/, within: 'start', state: 'unchanged' },
    // A unique violation is a bare "Validation error" here.
    { says: 'tells', when: /^ERROR DETAIL: Key \(.*already exists/, within: 'failure', category: 'ConstraintError' },
  ],
};
