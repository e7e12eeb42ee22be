import type { Tool } from './rule.ts';

/** https://guides.rubyonrails.org/active_record_migrations.html: "this and" tells that the failed migration was rolled back. */
export const rails: Tool = {
  name: 'Rails',
  transaction: 'none',
  again: 'rails db:migrate',
  rules: [
    { says: 'again', when: /^(?:rake|rails|bin\/rails) aborted!$/ },
    { says: 'begins', when: /^== (?<version>\d+) (?<name>\w+): migrating =/ },
    { says: 'ends', when: /^== (?<version>\d+) (?<name>\w+): migrated \(/ },
    { says: 'other-command', when: /^== \d+ \w+: revert(?:ing|ed)\b/ },
    { says: 'fails-too', when: /An error has occurred, (?:this and )?all later migrations canceled:/ },
    { says: 'rolls-back', when: /An error has occurred, this and all later migrations canceled:/ },
    {
      says: 'tells',
      when: /^(?<type>[A-Z]\w*(?:::\w+)+): (?<error>.+)/,
      after: /all later migrations canceled:$/,
      within: 'failure',
    },
    { says: 'tells', when: /^(?<error>\S.*)/, after: /all later migrations canceled:$/, within: 'failure' },
    { says: 'tells', when: /^(?<type>[A-Z]\w*(?:::\w+)+): (?<error>.+)/, after: /(?:rake|rails) aborted!$/ },
    { says: 'fails-too', when: /^Tasks: TOP => .*\bdb:(?:migrate|prepare|create|schema)/ },
    {
      says: 'fails-too',
      when: /^(?<type>ActiveRecord::(?:ConcurrentMigrationError|NoDatabaseError|ConnectionNotEstablished|DatabaseConnectionError))(?::(?: (?<error>.*))?)?$/,
      after: /(?:rake|rails) aborted!$/,
      state: 'unchanged',
    },
    {
      says: 'tells',
      when: /^(?<error>\S.*)/,
      after: /^ActiveRecord::ConcurrentMigrationError:\s*$/,
      within: 'failure',
    },
  ],
};
