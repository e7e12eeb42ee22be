import { BEFORE_MIGRATIONS, FIRST_WORDS, REPORTED } from './flyway-errors.ts';
import { JDBC_URL } from './jdbc.ts';
import type { Tool } from './rule.ts';

// As the database quotes it.
const QUOTED = '"[^"]*"|`[^`]*`|\\[[^\\]]*\\]|\\S+';
const SCHEMA = `(?:schema (?:${QUOTED}) )?`;
// `to version "2 - add payment table"`; before 8 without the quotes, before 3 the number alone.
const MIGRATION = '(?:to version|with repeatable migration) "?(?<migration>[^"]+?)"?';
// Once in round brackets.
const MARKS = '(?: [[(](?:out of order|non-transactional)[\\])]){0,2}';
// A level that no logger set.
const LEVEL = '^(?:[A-Z]{4,7}: )?';
const FILE = '(?<migration>[^\\s/\\\\:][^/\\\\:]{0,200}\\.(?:sql|java|class|kt|groovy|sh|bash|ps1|bat|cmd|py|cql|js))';

/**
 * https://documentation.red-gate.com/flyway, and https://github.com/flyway/flyway for its words: DbMigrate, FlywaySqlException. Its JSON is
 * read in reports/flyway.ts, and the block of `SQL State`, `Error Code` and `Message` with the databases' own errors.
 */
export const flyway: Tool = {
  name: 'Flyway',
  transaction: 'none',
  again: 'flyway migrate',
  caveat: {
    state: 'partial',
    note: 'With group=true, Flyway kept nothing of the run. `flyway info` shows what is applied',
  },
  afterFailure: 'Undo by hand what {migration} left behind, and fix it; then run `flyway repair` and `flyway migrate`',
  afterChecksum: 'Restore the migration files as they were applied, or accept the change with `flyway repair`',
  shorten: error =>
    error
      .replace(/^Validate failed: (?=Detected |Migration )/, '')
      .replace(/ -> \[Help \d+\]$| Retrying in \d+ sec\.{3}$/, ''),
  endsSilently: true,
  rules: [
    // Behind Maven's line for its goal the banner opens nothing.
    {
      says: 'opens',
      when: /^Flyway (?:[\w() ]{1,60} )?\d[\w.-]{0,40} by (?:Redgate|Boxfuse)\b|^Flyway (?:\w+ ){1,2}Edition\b/,
      after: /^(?!--- \S{0,80}flyway)/,
    },
    { says: 'opens', when: /^--- (?:\S{1,60}:)?flyway(?:-maven-plugin)?:[^\s:]+:migrate\b|^\[flyway:migrate\b/ },
    { says: 'down', when: /^--- (?:\S{1,60}:)?flyway(?:-maven-plugin)?:[^\s:]+:undo\b|^> Task :\S*flywayUndo\b/ },
    {
      says: 'other-command',
      when: /^--- (?:\S{1,60}:)?flyway(?:-maven-plugin)?:[^\s:]+:(?:info|validate|repair|baseline|clean)\b|^> Task :\S*flyway(?:Info|Validate|Repair|Baseline|Clean)\b/,
    },
    { says: 'opens', when: /^Current version of schema \S/ },
    {
      says: 'other-command',
      when: /^Schema version: |^Successfully (?:repaired schema history table|baselined schema) |^Repair of failed migration in .{1,200} not necessary/,
    },
    { says: 'target', when: new RegExp(`^Database: (?<server>${JDBC_URL})`) },
    { says: 'begins', when: new RegExp(`^Migrating (?:schema (?<schema>${QUOTED}) )?${MIGRATION}${MARKS}$`) },
    { says: 'down', when: new RegExp(`^Undoing migration of ${SCHEMA}${MIGRATION}${MARKS}$`) },
    { says: 'down', when: new RegExp(`${LEVEL}Undo of migration of ${SCHEMA}${MIGRATION}${MARKS} failed!`) },
    { says: 'down', when: /^Successfully undid \d+ migrations? |^Schema .{1,200} has no migrations to undo/ },
    { says: 'succeeds', when: new RegExp(`^Successfully applied \\d+ migrations?(?: to ${SCHEMA}|\\b)`) },
    {
      says: 'nothing-pending',
      when: /^Schema (?<schema>.{1,200}) is up to date\. No migration necessary\.|^Skipping Flyway execution/,
    },
    {
      says: 'fails',
      when: new RegExp(`${LEVEL}(?:Undo of m|M)igrations? (?:of )?${SCHEMA}(?:${MIGRATION}${MARKS} )?failed!`),
    },
    { says: 'rolls-back', when: /failed! Changes successfully rolled back\./, within: 'failure' },
    {
      says: 'rolls-back',
      when: new RegExp(`${LEVEL}Migrations of .{1,300} failed! Changes successfully rolled back\\.`),
      within: 'failure',
      whole: true,
    },
    // The head of the block, by the name of the file.
    {
      says: 'fails-too',
      when: new RegExp(
        `(?:^|: )(?:Script ${FILE} failed|Migration ${FILE.replace('<migration>', '<script>')} failed)$`,
      ),
      within: 'run',
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /(?:^\s*|: )(?:Script|Migration) (?<migration>[VRUB][\w.]{0,80}__[^/\\:]{1,200}\.\w{2,6}) failed$/,
      overrules: true,
    },
    {
      says: 'fails-too',
      when: new RegExp(`(?:^\\s*|: )Failed to execute script ${FILE}(?: against \\S+ environment)?$`),
      overrules: true,
    },
    { says: 'fails-too', when: /\borg\.flywaydb\.[\w.]{1,120}(?:DbMigrate\$)?FlywayMigrateException:?(?: |$)/ },
    { says: 'fails-too', when: /\bFlywayException: Migration failed !/ },
    // What is called behind the last migration.
    {
      says: 'fails-too',
      when: /(?:^(?:ERROR: )?|: )Error while executing afterMigrate(?:Applied|OperationFinish)? callback: (?<error>.+)/,
      vague: true,
      nameless: true,
      state: 'applied',
      remedy: 'The migrations are applied; fix the callback',
    },
    { says: 'tells', when: /^Message {4}: (?<error>.+)/, within: 'failure', vague: true },
    ...BEFORE_MIGRATIONS,
    ...REPORTED,
    // What nobody named, behind the level of the command line, a task of Gradle's, or the name of the exception.
    {
      says: 'fails-too',
      when: new RegExp(
        `^ERROR: (?! |\\S+ Migration |Migrations? |Script |Unexpected error$)(?!${FIRST_WORDS})(?<error>\\S.*)`,
      ),
      within: 'run',
      nameless: true,
      vague: true,
      state: 'unknown',
    },
    {
      says: 'fails-too',
      when: new RegExp(`^\\s*(?!${FIRST_WORDS}|Failed to execute script|Migration )(?<error>\\S.*)`),
      after: /^(?:> )?Error occurred while executing flyway\w+$/,
      vague: true,
    },
    {
      says: 'fails-too',
      when: new RegExp(
        `\\borg\\.flywaydb\\.core\\.[\\w.]{1,120}Flyway\\w*Exception: (?!${FIRST_WORDS}|Failed to execute script|Migration failed !)(?<error>\\S.*)`,
      ),
      nameless: true,
      vague: true,
      state: 'unknown',
    },
  ],
};
