import type { Rule } from './rule.ts';

/** What the commands of Prisma print that apply no migration. https://www.prisma.io/docs/orm/reference/prisma-cli-reference */
export const PRISMA_OTHER_COMMANDS: readonly Rule[] = [
  // migrate status
  {
    says: 'other-command',
    when: /^Database schema is up to date!|^Following migrations? (?:have not yet been applied|have failed):/,
  },
  {
    says: 'fails',
    when: /^(?<error>Following migrations? (?:have not yet been applied|have failed):.*)/,
    until: /^\S+\s|^$/,
  },
  {
    says: 'other-command',
    when: /^The current database is not managed by Prisma Migrate|^Your local migration history and the migrations table /,
  },
  // migrate resolve, and how it fails
  { says: 'other-command', when: /^Migration \S+ marked as (?:applied|rolled back)\./ },
  { says: 'other-command', when: /^Error: (?:P3008|P3011|P3012|P3017)\b|^Error: Invariant violation: called mark/ },
  { says: 'fails', when: /^Error: (?<error>Invariant violation: called mark.+)/ },
  // migrate diff, db pull, db seed, db execute, generate, validate, format
  { says: 'other-command', when: /^No difference detected\.|^-- This is an empty migration\./ },
  { says: 'other-command', when: /^\[[-+*]\] (?:Added|Removed|Changed|Renamed|Redefined) / },
  { says: 'other-command', when: /^Introspecting based on datasource|^Error: P4\d{3}\b/ },
  { says: 'other-command', when: /^Running seed command|^(?:🌱 *)?The seed command has been executed/u },
  { says: 'other-command', when: /^Script executed successfully\./ },
  { says: 'other-command', when: /^(?:✔ *)?Generated \S.{0,200} (?:to|in) / },
  {
    says: 'other-command',
    when: /^The schemas? at \S+ (?:is|are) valid|^Formatted \S+ in \d|^All files are formatted/,
  },
  { says: 'other-command', when: /^Prisma Migrate created the following migration without applying it/ },
];
