import { AFTER_CHECKSUM, EARLY_WORDS, LIQUIBASE_ERRORS } from './liquibase-errors.ts';
import type { Tool } from './rule.ts';

// The goals of its Maven plugin.
const GOAL = '^--- (?:\\S{1,60}:)?liquibase(?:-maven-plugin)?:[^\\s:]+:';

const STARTS = /^(?:Starting Liquibase (?:at|with) |Starte Liquibase |Booting Liquibase \d)/;
const PRINTED = /^Liquibase(?: command)? 'update-?(?:\w+-?)*sql' (?:was executed successfully|Successful)/i;

/**
 * https://docs.liquibase.com: each changeset runs in a transaction, unless it sets `runInTransaction:false`. Its words, German ones too, by
 * https://github.com/liquibase/liquibase: liquibase-core.properties, ChangeSet, LiquibaseCommandLine.
 */
export const liquibase: Tool = {
  name: 'Liquibase',
  shorten: error =>
    (/^Valid/.test(error) ? error.replace(/(?<!\s)\s*\n\s+/g, ' ') : error).replace(/ -> \[Help \d+\]$/, ''),
  // Its log often names no database, and most of those that it knows commit with each statement.
  transaction: 'none',
  transactionOn: {
    postgresql: 'each-by-default',
    sqlserver: 'each-by-default',
    sqlite: 'each-by-default',
    db2: 'each-by-default',
  },
  caveat: {
    state: 'rolled-back',
    note: 'Liquibase rolls a failed changeset back, unless it sets runInTransaction:false',
  },
  again: 'liquibase update',
  afterChecksum: AFTER_CHECKSUM,
  // The command line has no line for a changeset's end, an application's log has one.
  endsSilently: true,
  saysEnd: 'migration',
  rules: [
    // Behind a plan that stands in the log without a start of its own.
    { says: 'opens', when: STARTS, within: 'printed', earnest: true },
    { says: 'opens', when: STARTS },
    { says: 'opens', when: new RegExp(`${GOAL}update(?:TestingRollback)? `), earnest: true },
    // Its start follows.
    { says: 'opens', when: new RegExp(`${GOAL}update\\w*SQL `) },
    { says: 'rehearses', when: new RegExp(`${GOAL}update\\w*SQL `) },
    { says: 'down', when: new RegExp(`${GOAL}rollback\\w* `) },
    { says: 'other-command', when: new RegExp(`${GOAL}(?!update|rollback)\\w+ `) },
    // SQL that is only printed has no such line.
    { says: 'begins', when: /^Running Changeset: (?<migration>\S.*::.*\S)$/, earnest: true },
    { says: 'ends', when: /(?:^|: )Change ?[Ss]et (?<migration>\S.*::.*\S) ran successfully in \d+ ?ms/ },
    {
      says: 'nothing-pending',
      when: /^Database is up to date, no change ?sets to execute|^Liquibase did not run because |^Liquibase skipped /,
    },
    {
      says: 'succeeds',
      when: /^Liquibase(?: command|: Der Befehl) 'update(?:-?count|-?to-?tag|-?testing-?rollback)?' (?:was executed successfully|wurde erfolgreich)/i,
      earnest: true,
    },
    {
      says: 'succeeds',
      earnest: true,
      when: /^Liquibase: (?:Update(?:-count|-to-tag)? has been successful\.|Die Update-Operation war erfolgreich)|^Liquibase Update Successful|^Update command completed successfully\./,
    },
    // SQL that is printed and not run.
    { says: 'rehearses', when: /^-- (?:Update .{0,120}Database Script|Update Database Script)$/ },
    { says: 'rehearses', when: PRINTED },
    { says: 'succeeds', when: PRINTED },
    { says: 'down', when: /^Rolling Back Change ?[Ss]et: ?(?<migration>\S.*::.*\S)$/ },
    {
      says: 'down',
      when: /^Liquibase: Rollback (?:has been successful|war erfolgreich)|^Liquibase Rollback Successful|^Liquibase(?: command|: Der Befehl) 'rollback(?!\S*sql')\S*' (?:was|wurde)|^Rollback command completed successfully/i,
    },
    { says: 'down', when: /\bliquibase\.exception\.RollbackFailedException\b|\bNo inverse to \S+ created\b/ },
    {
      says: 'other-command',
      when: /^Liquibase(?: command|: Der Befehl)? '(?!update|rollback(?!\S*sql'))[\w -]+' (?:was executed successfully|wurde erfolgreich|Successful)/i,
    },
    {
      says: 'other-command',
      when: /^\d+ change ?sets? ha(?:s|ve) not been applied to |^Liquibase History for |^No validation errors found|^Diff Results:$|^Successfully (?:tagged '|released all database change log locks)/,
    },
    // The changeset that failed, in whatever stands around it.
    {
      says: 'fails-too',
      when: /\bMigration failed for change ?set (?<migration>\S.*?):?(?:\s+Reason: .*)?$/i,
      overrules: true,
    },
    {
      says: 'fails-too',
      when: /(?:^|: )Change Set (?<migration>\S.*::.*?) failed\. {1,2}Error: (?!Migration failed)(?<error>\S.*)/,
      vague: true,
    },
    { says: 'tells', when: /^(?:.*: )?Change ?[Ss]et (?<migration>\S.*::.*\S) encountered an exception\.$/ },
    { says: 'tells', when: /^\s*Reason: (?<error>\S.*)/, within: 'failure', overrules: true, vague: true },
    { says: 'tells', when: /\[Failed SQL: \((?<type>[1-9]\d{1,5})\) /, within: 'failure' },
    { says: 'tells', when: /^ERROR: Exception Primary Class: {1,2}(?<class>\w+)/ },
    { says: 'tells', when: /^ERROR: Exception Primary Reason: {1,2}(?<error>\S.*)/, vague: true },
    ...LIQUIBASE_ERRORS,
    // What nobody named, behind the words of the command line, of Maven's plugin, or the name of the exception.
    {
      says: 'fails-too',
      when: new RegExp(
        `^(?:Unexpected error running Liquibase|Unerwarteter Fehler bei der Ausführung von Liquibase|Liquibase \\w+ Failed): (?!.*(?:Migration failed for change|${EARLY_WORDS}))(?<error>\\S.*)`,
      ),
      vague: true,
      // Before 4.5 no changeset is announced: whether one had begun is not known.
      state: 'unknown',
    },
    {
      says: 'fails-too',
      when: new RegExp(
        `\\bError setting up or running Liquibase:(?!.*(?:Migration failed for change|${EARLY_WORDS}))(?:\\s+(?<error>\\S.*))?$`,
      ),
      vague: true,
    },
    { says: 'fails-too', when: /\bError starting Liquibase$/ },
    {
      says: 'fails-too',
      when: new RegExp(
        `^(?:.*(?:nested exception is|Caused by:?|: ) ?)?liquibase\\.exception\\.\\w+Exception: (?!.*(?:Migration failed for change|${EARLY_WORDS}))(?<error>\\S.*)`,
      ),
      vague: true,
      state: 'unknown',
    },
  ],
};
