import { expect, test } from '@jest/globals';
import { type Gist, gistOf } from './gist.ts';

test.each<readonly [string, readonly string[], Gist | undefined]>([
  [
    'EF Core',
    ['Build started...', 'Build succeeded.', "Applying migration '20260101120000_Init'.", 'Done.'],
    ['EF Core', 'success', '20260101120000_Init', '', '', 'applied'],
  ],
  [
    'EF Core 9, the model has changes',
    [
      "Unhandled exception. System.InvalidOperationException: An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model has pending changes.",
    ],
    [
      'EF Core',
      'failure',
      '',
      "An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model has pending changes.",
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    'grate',
    [
      'Running grate v1.8.0 (build date 07/25/2024 17:13:32) against tcp:sql,1433 - Claims.',
      " Running '0012_split.sql'.",
      'An error occurred: Migration failed due to the following errors:',
      '',
      'Update ("up"):',
      '--------------------',
      "0012_split.sql: Invalid object name 'dbo.Lines'.",
    ],
    ['grate', 'failure', '0012_split', "Invalid object name 'dbo.Lines'.", 'SchemaError', 'unknown'],
  ],
  [
    'Ecto, no server',
    [
      '12:27:13.205 [error] Could not create schema migrations table. This error usually happens due to the following:',
      '** (DBConnection.ConnectionError) connection not available and request was dropped from queue after 2967ms.',
    ],
    [
      'Ecto',
      'failure',
      '',
      'connection not available and request was dropped from queue after 2967ms.',
      'ConnectionError',
      'unchanged',
    ],
  ],
  [
    'a release command whose error stands above the words of fly',
    [
      'ERROR! Config provider Config.Reader failed with:',
      '** (RuntimeError) environment variable DATABASE_URL is missing.',
      ' WARN Reaped child process with pid: 359',
      'Error: release command failed - aborting deployment.',
    ],
    ['', 'unknown', '', 'environment variable DATABASE_URL is missing.', 'ConfigurationError', 'unknown'],
  ],
  [
    'a script that says only that its migration failed',
    ['DbError: boom', 'Database migration failed!'],
    ['', 'unknown', '', 'boom', 'DatabaseError', 'unknown'],
  ],
  [
    'EF Core, nothing pending',
    [
      'Build started...',
      'Build succeeded.',
      'No migrations were applied. The database is already up to date.',
      'Done.',
    ],
    ['EF Core', 'success', '', '', '', 'applied'],
  ],
  [
    'EF Core, the first look for its table',
    [
      'fail: Microsoft.EntityFrameworkCore.Database.Command[20102]',
      "      Failed executing DbCommand (5ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      '      SELECT "MigrationId", "ProductVersion"',
      '      FROM "__EFMigrationsHistory"',
      'info: Microsoft.EntityFrameworkCore.Migrations[20402]',
      "      Applying migration '20260101120000_Init'.",
    ],
    ['EF Core', 'unfinished', '20260101120000_Init', '', '', 'unknown'],
  ],
  [
    'EF Core, changes without a migration',
    [
      'Build started...',
      'Build succeeded.',
      "System.InvalidOperationException: An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model for context 'ShopContext' has pending changes. Add a new migration before updating the database.",
      '   at X',
      "An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model for context 'ShopContext' has pending changes. Add a new migration before updating the database.",
    ],
    [
      'EF Core',
      'failure',
      '',
      "An error was generated for warning 'Microsoft.EntityFrameworkCore.Migrations.PendingModelChangesWarning': The model for context 'ShopContext' has pending changes. Add a new migration before updating the database.",
      'ConfigurationError',
      'unchanged',
    ],
  ],
  [
    'EF Core on SQL Server',
    [
      'Build started...',
      'Build succeeded.',
      'Acquiring an exclusive lock for migration application. See https://aka.ms/efcore-docs-migrations-lock for more information if this takes too long.',
      "Applying migration '20260101120000_Init'.",
      "Failed executing DbCommand (12ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      'CREATE TABLE [Users] ([Id] int NOT NULL IDENTITY);',
      "Microsoft.Data.SqlClient.SqlException (0x80131904): There is already an object named 'Users' in the database.",
      '   at X',
      'ClientConnectionId:1',
      'Error Number:2714,State:6,Class:16',
      "There is already an object named 'Users' in the database.",
    ],
    [
      'EF Core',
      'failure',
      '20260101120000_Init',
      "There is already an object named 'Users' in the database.",
      'SchemaError',
      'unknown',
    ],
  ],
  [
    'dotnet ef migrations list',
    ['Build started...', 'Build succeeded.', '20260101120000_Init', '20260102120000_Add (Pending)'],
    ['EF Core', 'other-command', '', '', '', 'unknown'],
  ],
  [
    'EF Core, a rollback that fails',
    [
      'Build started...',
      'Build succeeded.',
      "Reverting migration '20260102_B'.",
      "Reverting migration '20260101_A'.",
      "Failed executing DbCommand (12ms) [Parameters=[], CommandType='Text', CommandTimeout='30']",
      'DROP TABLE x;',
      'Npgsql.PostgresException (0x80004005): 42P01: table "x" does not exist',
    ],
    ['EF Core', 'failure', '20260101_A', 'table "x" does not exist', 'SchemaError', 'unknown'],
  ],
  ['Ecto, nothing pending', ['09:24:10.529 [info] Migrations already up'], ['Ecto', 'success', '', '', '', 'applied']],
  [
    'Ecto on MySQL',
    [
      '09:24:10.529 [info] == Running 20260101 Shop.Repo.Migrations.CreateUsers.change/0 forward',
      '09:24:10.529 [info] create table users',
      '09:24:10.529 [info] == Migrated 20260101 in 0.0s',
      '09:24:10.529 [info] == Running 20260102 Shop.Repo.Migrations.AddPay.change/0 forward',
      "** (MyXQL.Error) (1146) (ER_NO_SUCH_TABLE) Table 'shop.userz' doesn't exist",
      '    (ecto_sql 3.10) lib/x.ex:1',
    ],
    ['Ecto', 'failure', '20260102_AddPay', "Table 'shop.userz' doesn't exist", 'SchemaError', 'partial'],
  ],
  [
    'Ecto, an error of Elixir',
    [
      '[info] == Running 20260102 Shop.Repo.Migrations.AddPay.change/0 forward',
      '** (UndefinedFunctionError) function Foo.bar/0 is undefined (module Foo is not available)',
      '    Foo.bar()',
    ],
    [
      'Ecto',
      'failure',
      '20260102_AddPay',
      'function Foo.bar/0 is undefined (module Foo is not available)',
      'DatabaseError',
      'unknown',
    ],
  ],
  [
    'mix ecto.rollback',
    [
      '[info] == Running 20260102 Shop.Repo.Migrations.AddPay.change/0 backward',
      '[info] drop table x',
      '[info] == Migrated 20260102 in 0.0s',
    ],
    ['Ecto', 'other-command', '20260102_AddPay', '', '', 'unknown'],
  ],
  [
    'DbUp',
    [
      'Beginning database upgrade',
      'Checking whether journal table exists..',
      "Executing Database Server script 'A.0001.sql'",
      'Upgrade successful',
    ],
    ['DbUp', 'success', 'A.0001', '', '', 'applied'],
  ],
  [
    'DbUp with Serilog',
    [
      '2024-05-01 10:00:00 +00:00 [INF] Beginning database upgrade',
      "2024-05-01 10:00:00 +00:00 [INF] Executing Database Server script 'A.0001.sql'",
      "2024-05-01 10:00:00 +00:00 [INF] DB exception has occurred in script: 'A.0001.sql'",
      "2024-05-01 10:00:00 +00:00 [ERR] Script block number: 0; Message: Invalid object name 'userz'.",
      "2024-05-01 10:00:00 +00:00 [ERR] Microsoft.Data.SqlClient.SqlException (0x80131904): Invalid object name 'userz'.",
      '   at X',
      '2024-05-01 10:00:00 +00:00 [ERR] Upgrade failed due to an unexpected exception: x',
    ],
    ['DbUp', 'failure', 'A.0001', "Invalid object name 'userz'.", 'SchemaError', 'unknown'],
  ],
  [
    'FluentMigrator',
    [
      '-------------------------------------------------------------------------------',
      '20240101120000: AddPaymentTable migrating',
      '-------------------------------------------------------------------------------',
      '[+] Beginning Transaction',
      '[+] CreateTable payments',
      '!!! An error occurred executing the following sql:',
      'ALTER TABLE userz',
      'The error was 42P01: relation "userz" does not exist',
      '[+] Rolling back transaction',
    ],
    [
      'FluentMigrator',
      'failure',
      '20240101120000_AddPaymentTable',
      'relation "userz" does not exist',
      'SchemaError',
      'rolled-back',
    ],
  ],
])('%s', (_, lines, gist) => {
  expect(gistOf(lines)).toEqual(gist);
});
