import { hash } from 'node:crypto';
import type { Environment } from '../github/run-facts.ts';
import { readDatabase } from '../inputs/database.ts';
import type { Inputs } from '../inputs/inputs.ts';
import { EVERY_CAUSE } from './ledger.ts';

/** What a wrapped command is known by. */
export interface WrappedCommand {
  readonly inputs: Pick<Inputs, 'run' | 'workingDirectory' | 'database'>;
  /** That of the step. */
  readonly step: string;
  readonly environment: Environment;
}

/** What a step's event is known by in the ledger of its job. */
export interface LedgerSource extends WrappedCommand {
  readonly inputs: WrappedCommand['inputs'] & Pick<Inputs, 'migration' | 'dedupKey' | 'eventAction'>;
}

/** The causes of a failure: what a later wrapper closes it by. `named`: its migration or dedup key was given, which the incident's key holds. */
export async function causesOfFailure(source: LedgerSource): Promise<readonly string[]> {
  const { migration, dedupKey } = source.inputs;
  const command = await identifyCommand(source);
  return [...(command === '' ? [] : [command]), ...(migration + dedupKey === '' ? [] : [NAMED])];
}

/** What a success closes of what other steps of its job opened: a person's word everything, a wrapper what has its causes, any other nothing. */
export async function causesOfSuccess(source: LedgerSource): Promise<readonly string[]> {
  if (source.inputs.eventAction === 'resolve') return [EVERY_CAUSE];
  return source.inputs.run === '' ? [] : causesOfFailure(source);
}

const NAMED = 'named';

/**
 * Names the command of a wrapper, the same in every step that runs it on the same database; empty where there is none.
 * Where nothing names the database, another step's command may be of another one. A hash, of no password and no user.
 */
export function identifyCommand({ inputs, step, environment }: WrappedCommand): string {
  const { run, workingDirectory } = inputs;
  if (run === '') return '';
  const databases = nameDatabases({ inputs, environment });
  const where = databases.length === 0 ? [`step ${step}`] : databases;
  return hash('sha256', [run, workingDirectory, ...where].join('\0')).slice(0, 16);
}

function nameDatabases({ inputs, environment }: Omit<WrappedCommand, 'step'>): string[] {
  const given = inputs.database;
  const own = given === undefined ? [] : [`${given.label} ${given.identity ?? ''}`];
  const named = databaseVariables(environment)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([name, value]) => {
      const database = ADDRESS.test(value) ? readDatabase(value) : { label: value };
      return database === undefined ? [] : [`${name} ${database.label} ${database.identity ?? ''}`];
    });
  return [...own, ...named];
}

/** The variables that tell a command its database, by name and value. Values are raw. */
export function databaseVariables(environment: Environment): [name: string, value: string][] {
  return Object.entries(environment).flatMap(([name, value]) =>
    value && OF_DATABASE.test(name) && !OF_ACCESS.test(name) && !OF_ACTION.test(name) ? [[name, value]] : [],
  );
}

/** Variables by which tools and drivers are told their database: DATABASE_URL, PGHOST, FLYWAY_URL, SPRING_DATASOURCE_URL, TENANT. */
const OF_DATABASE =
  /DATABASE|DATASOURCE|SCHEMA|TENANT|SHARD|KEYSPACE|(?:^|_)(?:DBS?|DSN|DBSTRING|JDBC)(?:_|$)|^(?:PG|(?:POSTGRES(?:QL)?|MYSQL|MARIADB|MSSQL|SQLSERVER|SQLCMD|SQLITE|ORACLE|MONGO(?:DB)?|CLICKHOUSE|SNOWFLAKE|COCKROACH|TURSO|LIBSQL|FLYWAY|LIQUIBASE_COMMAND)_?)(?:HOST|PORT|SERVER|SERVICE|NAME|URL|URI|ACCOUNT|OPTIONS|DRIVER_URL)|CLOUD_?SQL|INSTANCE_CONNECTION/i;
const OF_ACCESS = /PASS|PWD|SECRET|TOKEN|CREDENTIAL|KEY|USER|SSL|TIMEOUT|POOL|CERT/i;
// The runner's, and what the command does not get.
const OF_ACTION = /^(?:INPUT|STATE|GITHUB|RUNNER|ACTIONS)_/i;
const ADDRESS = /:\/\/|^jdbc:|[=@]/i;
