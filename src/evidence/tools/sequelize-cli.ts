import type { Tool } from './rule.ts';

/** https://sequelize.org/docs/v6/other-topics/migrations: no transaction of its own. */
export const sequelizeCli: Tool = {
  name: 'sequelize-cli',
  transaction: 'none',
  again: 'sequelize-cli db:migrate',
  rules: [
    { says: 'opens', when: /^Sequelize(?: CLI)? \[/ },
    { says: 'target', when: /^Using environment "(?<server>[^"]{1,200})"\.$/ },
    { says: 'begins', when: /^== (?<migration>\S+): migrating =/ },
    { says: 'ends', when: /^== (?<migration>\S+): migrated \(/ },
    { says: 'nothing-pending', when: /^No migrations were executed, database schema was already up to date/ },
    { says: 'down', when: /^== (?<migration>\S+): revert(?:ing =|ed \()/ },
    { says: 'down', when: /^No executed migrations found\./ },
    // db:migrate:status, db:create, db:drop
    { says: 'other-command', when: /^(?:up|down) \S+\.(?:[cm]?[jt]s|sql|coffee)$/, within: 'start' },
    { says: 'other-command', when: /^Database \S+ (?:created|dropped)\./, within: 'start' },
    {
      says: 'other-command',
      when: /^(?:Successfully added timestamps to MetaTable|MetaTable already has timestamps)\./,
    },
    { says: 'fails', when: /^(?:Unable to connect to database: )(?:Sequelize\w+: )?(?<error>.+)/, state: 'unchanged' },
    // Not after a migration that went well: another tool may speak then, and this one has no line for its end.
    { says: 'fails', when: /^ERROR: (?:Sequelize\w+: )?(?<error>.+)/, within: 'migration' },
    { says: 'fails', when: /^ERROR: (?:Sequelize\w+: )?(?<error>.+)/, within: 'start' },
    {
      says: 'tells',
      when: /^ERROR: (?:Cannot find "|Error (?:reading|parsing) |Dialect needs to be|Please install )/,
      within: 'failure',
      category: 'ConfigurationError',
    },
    // A unique violation is a bare "Validation error" here.
    { says: 'tells', when: /^ERROR DETAIL: Key \(.*already exists/, within: 'failure', category: 'ConstraintError' },
    {
      says: 'tells',
      when: /^ERROR DETAIL: (?<error>.+)/,
      after: /^ERROR: Validation error$/,
      within: 'failure',
      category: 'ConstraintError',
      overrules: true,
    },
    { says: 'tells', when: /^EXTRA MESSAGE: (?<error>.+)/, within: 'failure', overrules: true },
    { says: 'tells', when: /^ERROR: Validation error$/, within: 'failure', category: 'ConstraintError' },
  ],
};
