import { describe, expect, test } from '@jest/globals';
import { readEvidenceFromTexts } from '../../../src/evidence/evidence.ts';

/** Name, output, tool, verdict, migration, error, category, state. */
type Row = readonly [
  name: string,
  log: string,
  tool: string,
  verdict: string,
  migration: string,
  error: string,
  category: string,
  state: string,
];

const FW = 'Flyway Community Edition 9.22.3 by Redgate\n';
const MY = `${FW}Database: jdbc:mysql://db:3306/shop (MySQL 8.0)\n`;
const MAVEN = '[INFO] --- flyway-maven-plugin:9.22.3:migrate (default-cli) @ shop ---\n';
const GOAL =
  '[ERROR] Failed to execute goal org.flywaydb:flyway-maven-plugin:9.22.3:migrate (default-cli) on project shop: org.flywaydb.core.api.FlywayException: ';
const GRADLE = (task: string, error: string): string =>
  `> Task :${task} FAILED\n\nFAILURE: Build failed with an exception.\n\n* What went wrong:\nExecution failed for task ':${task}'.\n> Error occurred while executing ${task}\n  ${error}\n\n* Try:\n> Run with --stacktrace option to get the stack trace.\n\nBUILD FAILED in 1s\n`;
const BLOCK = (head: string, state: string, code: string, message: string): string =>
  `${head}\n-----------------------------------\nSQL State  : ${state}\nError Code : ${code}\nMessage    : ${message}\nLocation   : V2__b.sql (/flyway/sql/V2__b.sql)\nLine       : 1\nStatement  : ALTER TABLE a ADD b INT\n`;

const FLYWAY: readonly Row[] = [
  [
    'no connection, in the words of an application that tried again',
    `${FW}WARN Connection error: The connection attempt failed. (Caused by connect timed out) Retrying in 1 sec...\njava.net.SocketTimeoutException: connect timed out\n`,
    'Flyway',
    'unfinished',
    '',
    'The connection attempt failed. (Caused by connect timed out) Retrying in 1 sec...',
    'ConnectionError',
    'unchanged',
  ],
  [
    'version 3 on MySQL',
    `Flyway 3.2.1 by Boxfuse\nDatabase: jdbc:mysql://db/shop (MySQL 5.6)\nCurrent version of schema \`shop\`: 1\nMigrating schema \`shop\` to version 2 - add b\nERROR: Migration of schema \`shop\` to version 2 - add b failed! Please restore backups and roll back database and code!\n${BLOCK('ERROR: \nMigration V2__add_b.sql failed', '42S21', '1060', "Duplicate column name 'b'")}`,
    'Flyway',
    'failure',
    'V2__add_b',
    "Duplicate column name 'b'",
    'SchemaError',
    'unknown',
  ],
  [
    'a repeatable migration on SQL Server, in square brackets',
    `${FW}Database: jdbc:sqlserver://db:1433 (Microsoft SQL Server 15.0)\nMigrating schema [dbo] to version "4 - a"\nMigrating schema [dbo] with repeatable migration "refresh views"\nERROR: Migration of schema [dbo] with repeatable migration "refresh views" failed! Changes successfully rolled back.\n${BLOCK('ERROR: Failed to execute script R__refresh_views.sql', 'S0002', '208', "Invalid object name 'orders'.")}`,
    'Flyway',
    'failure',
    'R__refresh_views',
    "Invalid object name 'orders'.",
    'SchemaError',
    'partial (1 applied)',
  ],
  [
    'out of order, outside a transaction',
    `${FW}Migrating schema "public" to version "1.5 - add index" [out of order] [non-transactional]\nERROR: Migration of schema "public" to version "1.5 - add index" [out of order] [non-transactional] failed! Please restore backups and roll back database and code!\n${BLOCK('ERROR: Script V1.5__add_index.sql failed', '23505', '0', 'ERROR: could not create unique index "i"')}`,
    'Flyway',
    'failure',
    'V1.5__add_index',
    'could not create unique index "i"',
    'ConstraintError',
    'unknown',
  ],
  [
    'a Java migration',
    `${FW}Migrating schema "public" to version "7 - Backfill"\nERROR: Migration of schema "public" to version "7 - Backfill" failed! Changes successfully rolled back.\nERROR: Migration failed !\nCaused by: java.lang.IllegalStateException: order 7 has no customer\n`,
    'Flyway',
    'failure',
    '7 - Backfill',
    'order 7 has no customer',
    'DatabaseError',
    'rolled-back',
  ],
  [
    'an undo that fails',
    `Flyway Teams Edition 10.4.1 by Redgate licensed to Acme\nCurrent version of schema "public": 2\nUndoing migration of schema "public" to version "2 - b"\nERROR: Undo of migration of schema "public" to version "2 - b" failed! Changes successfully rolled back.\n${BLOCK('ERROR: Failed to execute script U2__b.sql', '42P01', '0', 'ERROR: relation "b" does not exist')}`,
    'Flyway',
    'failure',
    'U2__b',
    'relation "b" does not exist',
    'SchemaError',
    'rolled-back',
  ],
  [
    'an undo that goes well',
    'Flyway Teams Edition 10.4.1 by Redgate\nCurrent version of schema "public": 2\nUndoing migration of schema "public" to version "2 - b"\nSuccessfully undid 1 migration to schema "public", now at version v1 (execution time 00:00.02s)\n',
    'Flyway',
    'other-command',
    '2 - b',
    '',
    '',
    'unknown',
  ],
  [
    'repair, then migrate',
    `${FW}Successfully repaired schema history table "public"."flyway_schema_history" (execution time 00:00.02s).\n${FW}Current version of schema "public": 1\nMigrating schema "public" to version "2 - b"\nSuccessfully applied 1 migration to schema "public", now at version v2 (execution time 00:00.02s)\n`,
    'Flyway',
    'success',
    '2 - b',
    '',
    '',
    'applied',
  ],
  [
    'two files of one version',
    `${MY}ERROR: Found more than one migration with version 3\nOffenders:\n-> /flyway/sql/V3__a.sql (SQL)\n-> /flyway/sql/V3__b.sql (SQL)\n`,
    'Flyway',
    'failure',
    '',
    'Found more than one migration with version 3',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'a schema that holds something else, with Maven',
    `${MAVEN}${GOAL}Found non-empty schema(s) "public" but no schema history table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table. -> [Help 1]\n`,
    'Flyway',
    'failure',
    '',
    'Found non-empty schema(s) "public" but no schema history table. Use baseline() or set baselineOnMigrate to true to initialize the schema history table.',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'a database that the free edition no longer knows, with Gradle',
    GRADLE(
      'flywayMigrate',
      'Flyway Teams Edition or MySQL upgrade required: MySQL 5.7 is no longer supported by Flyway Community Edition, but still supported by Flyway Teams Edition.',
    ),
    'Flyway',
    'failure',
    '',
    'Flyway Teams Edition or MySQL upgrade required: MySQL 5.7 is no longer supported by Flyway Community Edition, but still supported by Flyway Teams Edition.',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'no licence',
    'ERROR: Missing license key. Ensure flyway.licenseKey is set to a valid Flyway license key ("FL01" followed by 512 hex chars)\n'.replace(
      /^/,
      FW,
    ),
    'Flyway',
    'failure',
    '',
    'Missing license key. Ensure flyway.licenseKey is set to a valid Flyway license key ("FL01" followed by 512 hex chars)',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'a checksum, with Gradle',
    GRADLE(
      'flywayMigrate',
      'Validate failed: Migrations have failed validation\n  Migration checksum mismatch for migration version 2\n  -> Applied to database : 1\n  -> Resolved locally    : 2',
    ),
    'Flyway',
    'failure',
    '2',
    'Migration checksum mismatch for migration version 2',
    'ChecksumError',
    'unchanged',
  ],
  [
    'a failed migration before, in a Spring application',
    '2024-05-01T10:00:00.000Z ERROR 1 --- [main] o.s.boot.SpringApplication : Application run failed\n\norg.springframework.beans.factory.BeanCreationException: Error creating bean with name \'flywayInitializer\': Schema "public" contains a failed migration to version 4.1 !\n\tat org.springframework.beans.Bean.a(Bean.java:1)\nCaused by: org.flywaydb.core.api.FlywayException: Schema "public" contains a failed migration to version 4.1 !\n',
    'Flyway',
    'failure',
    '4.1',
    'Schema "public" contains a failed migration to version 4.1 !',
    'DatabaseError',
    'unchanged',
  ],
  [
    'the login is refused',
    `${FW}${BLOCK("ERROR: Unable to obtain connection from database (jdbc:mysql://db/shop) for user 'app': Access denied for user 'app'@'10.0.0.7' (using password: YES)", '28000', '1045', "Access denied for user 'app'@'10.0.0.7' (using password: YES)")}`,
    'Flyway',
    'failure',
    '',
    "Access denied for user 'app'@'10.0.0.7' (using password: YES)",
    'PermissionError',
    'unchanged',
  ],
  [
    'cut off, with Maven on MySQL',
    `${MAVEN}[INFO] Database: jdbc:mysql://db:3306/shop (MySQL 8.0)\n[INFO] Migrating schema \`shop\` to version "2 - b"\n`,
    'Flyway',
    'unfinished',
    '2 - b',
    '',
    '',
    'unknown',
  ],
  [
    'info, with Maven',
    '[INFO] --- flyway:10.1.0:info (default-cli) @ shop ---\n[INFO] Flyway OSS Edition 10.1.0 by Redgate\n[INFO] Schema version: 3\n',
    'Flyway',
    'other-command',
    '',
    '',
    '',
    'unknown',
  ],
];

const LB = 'Starting Liquibase at 10:05:25 using Java 17.0.9 (version 4.29.2 #3683 built at 2024-08-29 16:45+0000)\n';
const LB44 = 'Starting Liquibase at 23:38:56 (version 4.4.3 #53 built at 2021-08-05 18:32+0000)\n';
const PG = '[Failed SQL: (0) ALTER TABLE userz ADD COLUMN x INT]';

const LIQUIBASE: readonly Row[] = [
  [
    'a precondition that cannot be looked at',
    '[ERROR] Failed to execute goal org.liquibase:liquibase-maven-plugin:4.15.0:update (default-cli) on project shop: \n[ERROR] Error setting up or running Liquibase:\n[ERROR] liquibase.exception.MigrationFailedException: Migration failed for changeset data.xml::9::ann:\n[ERROR]      Reason: \n[ERROR]           data.xml : liquibase.precondition.core.SqlPrecondition@18cb2c04 : Cannot execute commands against an offline database\n[ERROR] : Precondition Error\n',
    'Liquibase',
    'failure',
    'data.xml::9::ann',
    'Cannot execute commands against an offline database',
    'DatabaseError',
    'unknown',
  ],
  [
    'a precondition in words of its own',
    'liquibase.exception.MigrationFailedException: Migration failed for changeset db/a.xml::9::ann:\n     Reason: \n          db/master.xml : property_key on property() does not exist\n',
    'Liquibase',
    'failure',
    'db/a.xml::9::ann',
    'property_key on property() does not exist',
    'DatabaseError',
    'unknown',
  ],
  [
    'several changesets that were changed: the first',
    'Unexpected error running Liquibase: Validation Failed:\n     2 changesets check sum\n          db/a.sql::1::ann was: 9:962e but is now: 9:bb81\n          db/b.sql::1::ann was: 9:aa17 but is now: 9:e113\n\n',
    'Liquibase',
    'failure',
    'db/a.sql::1::ann',
    'Validation Failed: 2 changesets check sum db/a.sql::1::ann was: 9:962e but is now: 9:bb81 db/b.sql::1::ann was: 9:aa17 but is now: 9:e113',
    'ChecksumError',
    'unchanged',
  ],
  [
    'before 4.5 nothing tells what went well before',
    `${LB44}Unexpected error running Liquibase: Migration failed for change set a.xml::3::bob:\n     Reason: liquibase.exception.DatabaseException: ERROR: relation "userz" does not exist ${PG}\n`,
    'Liquibase',
    'failure',
    'a.xml::3::bob',
    'relation "userz" does not exist',
    'SchemaError',
    'unknown',
  ],
  [
    'announced, on PostgreSQL',
    `${LB}Running Changeset: a.xml::3::bob\n\nUnexpected error running Liquibase: Migration failed for changeset a.xml::3::bob:\n     Reason: liquibase.exception.DatabaseException: ERROR: relation "userz" does not exist ${PG}\n`,
    'Liquibase',
    'failure',
    'a.xml::3::bob',
    'relation "userz" does not exist',
    'SchemaError',
    'rolled-back (unless a setting changes its transactions)',
  ],
  [
    'German, on Oracle',
    'Starte Liquibase am Di, 14 Jan 2020 10:21:47 MEZ (Version 3.8.0, kompiliert am 2019-08-15)\nUnerwarteter Fehler bei der Ausführung von Liquibase: Migration failed for change set a.xml::9::bob:\n     Reason: liquibase.exception.DatabaseException: ORA-00942: Tabelle oder View nicht vorhanden\n [Failed SQL: (942) DROP TABLE x]\n',
    'Liquibase',
    'failure',
    'a.xml::9::bob',
    'ORA-00942: Tabelle oder View nicht vorhanden',
    'SchemaError',
    'unknown',
  ],
  [
    'MySQL speaks French, and its address is told',
    `${LB}Running Changeset: a.xml::7::bob\n\nUnexpected error running Liquibase: Migration failed for changeset a.xml::7::bob:\n     Reason: liquibase.exception.DatabaseException: Nom du champ 'status' déjà utilisé [Failed SQL: (1060) ALTER TABLE shop.orders ADD status VARCHAR(20) NULL]\nCaused by: com.mysql.cj.jdbc.exceptions.Whatever\n`,
    'Liquibase',
    'failure',
    'a.xml::7::bob',
    "Nom du champ 'status' déjà utilisé",
    'SchemaError',
    'unknown',
  ],
  [
    'with Maven',
    '[INFO] --- liquibase-maven-plugin:4.23.0:update (default-cli) @ shop ---\n[INFO] Running Changeset: a.xml::1::bob\n[INFO] Running Changeset: a.xml::2::bob\n[ERROR] Failed to execute goal org.liquibase:liquibase-maven-plugin:4.23.0:update (default-cli) on project shop: \n[ERROR] Error setting up or running Liquibase:\n[ERROR] liquibase.exception.CommandExecutionException: liquibase.exception.MigrationFailedException: Migration failed for changeset a.xml::2::bob:\n[ERROR]      Reason: liquibase.exception.DatabaseException: ERROR: relation "userz" does not exist [Failed SQL: (0) ALTER TABLE userz ADD x INT]\n[ERROR] -> [Help 1]\n',
    'Liquibase',
    'failure',
    'a.xml::2::bob',
    'relation "userz" does not exist',
    'SchemaError',
    'partial (1 applied)',
  ],
  [
    'a Spring application says when a changeset ended',
    '2024-05-01T10:00:00.000Z  INFO 1 --- [main] liquibase.ui : Running Changeset: a.xml::1::bob\n2024-05-01T10:00:00.100Z  INFO 1 --- [main] liquibase.changelog : ChangeSet a.xml::1::bob ran successfully in 6ms\n2024-05-01T10:00:01.000Z  INFO 1 --- [main] c.a.Shop : Started Shop in 3.1 seconds\n',
    'Liquibase',
    'success',
    'a.xml::1::bob',
    '',
    '',
    'applied',
  ],
  [
    'a lock',
    `${LB}Waiting for changelog lock....\n\nUnexpected error running Liquibase: Could not acquire change log lock.  Currently locked by build-7 (10.0.0.7) since 5/1/24, 10:00 AM\n`,
    'Liquibase',
    'failure',
    '',
    'Could not acquire change log lock.  Currently locked by build-7 (10.0.0.7) since 5/1/24, 10:00 AM',
    'LockError',
    'unchanged',
  ],
  [
    'a changelog that is not there',
    `${LB}\nUnexpected error running Liquibase: The file db/main.xml was not found in the configured search path:\n    - /liquibase/changelog\n`,
    'Liquibase',
    'failure',
    '',
    'The file db/main.xml was not found in the configured search path:',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'the login is refused, with an old plugin of Maven',
    '[INFO] --- liquibase-maven-plugin:3.6.3:update (default) @ shop ---\n[ERROR] Failed to execute goal org.liquibase:liquibase-maven-plugin:3.6.3:update (default) on project shop: Error setting up or running Liquibase: liquibase.exception.DatabaseException: java.sql.SQLException: Connection could not be created to jdbc:postgresql://db:5432/shop with driver org.postgresql.Driver.  FATAL: password authentication failed for user "shop" -> [Help 1]\n',
    'Liquibase',
    'failure',
    '',
    'Connection could not be created to jdbc:postgresql://db:5432/shop with driver org.postgresql.Driver.  FATAL: password authentication failed for user "shop"',
    'PermissionError',
    'unchanged',
  ],
  [
    'two changesets of one name',
    `${LB}\nUnexpected error running Liquibase: Validation Failed:\n     1 changesets had duplicate identifiers\n          db/a.xml::1::bob\n\nFor more information, please use the --log-level flag\n`,
    'Liquibase',
    'failure',
    '',
    'Validation Failed: 1 changesets had duplicate identifiers db/a.xml::1::bob',
    'ConfigurationError',
    'unchanged',
  ],
  [
    'a precondition of the changelog',
    `${LB}\nUnexpected error running Liquibase: Preconditions Failed\n`,
    'Liquibase',
    'failure',
    '',
    'Preconditions Failed',
    'DatabaseError',
    'unchanged',
  ],
  [
    'a rollback that fails',
    `${LB}Rolling Back Changeset: a.xml::2::bob\n\nUnexpected error running Liquibase: ERROR: table "b" does not exist [Failed SQL: (0) DROP TABLE b]\n`,
    'Liquibase',
    'failure',
    'a.xml::2::bob',
    'table "b" does not exist',
    'SchemaError',
    'unknown',
  ],
  [
    'a plan alone',
    '-- *********************************************************************\n-- Update Database Script\n-- *********************************************************************\n-- Changeset a.xml::2::bob\nALTER TABLE a ADD b INT;\n',
    'Liquibase',
    'dry-run',
    '',
    '',
    '',
    'unchanged',
  ],
  [
    'another goal of Maven',
    '[INFO] --- liquibase-maven-plugin:4.23.0:status (default-cli) @ shop ---\n[INFO] 2 changesets have not been applied to app@jdbc:postgresql://db/shop\n[INFO] BUILD SUCCESS\n',
    'Liquibase',
    'other-command',
    '',
    '',
    '',
    'unknown',
  ],
];

const MYBATIS = (end: string): string =>
  `------------------------------------------------------------------------\n-- MyBatis Migrations - up\n------------------------------------------------------------------------\n========== Applying: 20240101000000_a.sql ==========\nCREATE TABLE a (id INT)\n${end}`;

const OTHERS: readonly Row[] = [
  [
    'MyBatis Migrations, without a connection',
    '-- MyBatis Migrations - up\n\nERROR: Error executing command.  Cause: org.apache.ibatis.migration.MigrationException: Error getting connection to database. Cause: com.mysql.cj.jdbc.exceptions.CommunicationsException: Communications link failure\n\n-- MyBatis Migrations FAILURE\n',
    'MyBatis Migrations',
    'failure',
    '',
    'Communications link failure',
    'ConnectionError',
    'unchanged',
  ],
  [
    'MyBatis Migrations',
    MYBATIS(
      '========== Applying: 20240102000000_b.sql ==========\nALTER TABLE b ADD c INT\nError executing: ALTER TABLE b ADD c INT\n.  Cause: org.postgresql.util.PSQLException: ERROR: relation "b" does not exist\n------------------------------------------------------------------------\n-- MyBatis Migrations FAILURE\n-- Total time: 1s\n',
    ),
    'MyBatis Migrations',
    'failure',
    '20240102000000_b',
    'relation "b" does not exist',
    'SchemaError',
    'partial (1 applied)',
  ],
  [
    'MyBatis Migrations, well',
    MYBATIS('-- MyBatis Migrations SUCCESS\n'),
    'MyBatis Migrations',
    'success',
    '20240101000000_a',
    '',
    '',
    'applied',
  ],
  [
    'MyBatis Migrations, cut off',
    MYBATIS(''),
    'MyBatis Migrations',
    'unfinished',
    '20240101000000_a',
    '',
    '',
    'unknown',
  ],
];

describe('what the tools of the JVM print', () => {
  test.each([...FLYWAY, ...LIQUIBASE, ...OTHERS])('%s', (...row) => {
    const [name, log] = row;
    const read = readEvidenceFromTexts('', log);
    const {
      tool = '',
      verdict = '',
      migration = '',
      error = '',
      category = '',
      databaseState = '',
      stateDetail,
    } = read ?? {};
    const state = stateDetail === undefined ? databaseState : `${databaseState} (${stateDetail})`;
    expect([name, log, tool, verdict, migration, error, category, state]).toEqual(row);
  });

  test('an exception that is handed on is one failure', () => {
    const [, log = ''] = FLYWAY.find(([name]) => name.startsWith('a failed migration before')) ?? [];
    expect(readEvidenceFromTexts('', log)?.runs).toHaveLength(1);
  });

  test('what is left on MySQL was not rolled back with a group', () => {
    const log = `${MY}Migrating schema \`shop\` to version "1 - a"\nMigrating schema \`shop\` to version "2 - b"\nERROR: Migration of schema \`shop\` to version "2 - b" failed! Please restore backups and roll back database and code!\n`;
    expect(readEvidenceFromTexts('', log)?.nextStep).toBe(
      'Undo by hand what 2 - b left behind, and fix it; then run `flyway repair` and `flyway migrate`',
    );
  });
});
