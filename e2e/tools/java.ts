import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { cached } from '../cache.ts';
import type { Database } from '../database.ts';
import { debian } from '../debian.ts';
import { fromNpm, java } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import { install } from '../shell.ts';
import type { Installed, Tool } from '../tool.ts';
import { inMariadb, on } from './dialects.ts';
import { removeFiles, writeEach, writeFiles } from './files.ts';

/** Java spends as long on compiling itself as a migration takes; the quick compiler alone suffices. */
export const SHORT_LIVED = '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** Where JDBC finds the database. */
export function jdbc({ dialect, host, port, name }: Database): string {
  const server = `${host}:${port}/${name}`;
  return {
    postgres: `jdbc:postgresql://${server}`,
    mariadb: `jdbc:mariadb://${server}`,
    sqlite: `jdbc:sqlite:${name}`,
  }[dialect];
}

/** A virtual machine takes seconds to start. */
const SHORT = ['split', 'first'];

const FLYWAY = '11.8.2';

/** Flyway's command line, which is published on Maven Central as an archive. */
async function installFlyway(): Promise<Installed> {
  await java();
  const home = await cached(`flyway-${FLYWAY}`, async folder => {
    await debian('mvn -version', ['maven']);
    const artifact = `org.flywaydb:flyway-commandline:${FLYWAY}:tar.gz`;
    await install(`mvn -q -B dependency:get -Dartifact=${artifact} -Dtransitive=false`, folder);
    await install(`mvn -q -B dependency:copy -Dartifact=${artifact} -DoutputDirectory=.`, folder);
    await install('tar -xzf *.tar.gz --strip-components=1 && rm *.tar.gz && chmod +x flyway', folder);
  });
  return { version: FLYWAY, home, path: [home] };
}

export const flywayText: Tool = {
  name: 'flyway',
  title: 'Flyway',
  install: installFlyway,
  write(folder, migrations, database) {
    writeEach(folder, migrations, item => [`sql/V${item.number}__${item.name}.sql`, script(item)]);
    return {
      migrate: 'flyway -locations=filesystem:sql migrate',
      env: {
        FLYWAY_URL: jdbc(database),
        FLYWAY_USER: database.user,
        FLYWAY_PASSWORD: database.password,
        FLYWAY_CONNECT_RETRIES: '0',
        JAVA_ARGS: SHORT_LIVED,
        REDGATE_DISABLE_TELEMETRY: 'true',
      },
    };
  },
  tracking: 'SELECT version AS id FROM flyway_schema_history WHERE success AND version IS NOT NULL',
  id: item => `${item.number}`,
  named: item => item.name.replaceAll('_', '[_ ]'),
  checksums: 'checksum mismatch',
};

/** Flyway on MariaDB, where DDL stays: it remembers that a migration failed, and refuses until a person says that all is tidy again. */
export function remembering(tool: Tool, recover: (database: Database) => string): Tool {
  return {
    ...tool,
    stuck: { says: 'failed migration to version' },
    write: (folder, migrations, database, home) => ({
      ...tool.write(folder, migrations, database, home),
      recover: recover(database),
    }),
  };
}

/** The same by hand, where Flyway's own `repair` is not at hand. */
export function forgetFailed(database: Database): string {
  return inMariadb(database, 'DELETE FROM flyway_schema_history WHERE NOT success');
}

const flywayJson: Tool = {
  ...flywayText,
  name: 'flyway-json',
  stories: ['split', 'mixed', 'unique'],
  write(...given) {
    const project = flywayText.write(...given);
    return { ...project, migrate: 'flyway -outputType=json -locations=filesystem:sql migrate' };
  },
};

/** Flyway as text and with `-outputType=json`. */
export const flyway: Tool[] = [
  flywayText,
  ...on(['sqlite'], () => ({ ...flywayText, stories: SHORT })),
  ...on(['mariadb'], () => remembering(flywayText, () => 'flyway repair')),
  flywayJson,
  ...on(['mariadb'], () => ({ ...remembering(flywayJson, () => 'flyway repair'), stories: ['split'] })),
];

const LIQUIBASE = 'node_modules/liquibase/dist/liquibase';

export const liquibaseOnAny: Tool = {
  name: 'liquibase',
  title: 'Liquibase',
  install: async () => {
    await java();
    const installed = await fromNpm('liquibase@4.28.1');
    const folder = join(installed.home, LIQUIBASE);
    chmodSync(join(folder, 'liquibase'), 0o755);
    return { ...installed, path: [folder] };
  },
  write(folder, migrations, database, home) {
    removeFiles(folder, 'changelog.sql');
    const changesets = migrations.map(
      item =>
        `--changeset bob:${changesetId(item)}${item.autocommit ? ' runInTransaction:false' : ''}\n${script(item)}`,
    );
    writeFiles(folder, { 'changelog.sql': `--liquibase formatted sql\n\n${changesets.join('\n')}` });
    return {
      migrate: 'liquibase update --changelog-file=changelog.sql',
      env: {
        LIQUIBASE_COMMAND_URL: jdbc(database),
        LIQUIBASE_COMMAND_USERNAME: database.user,
        LIQUIBASE_COMMAND_PASSWORD: database.password,
        LIQUIBASE_HOME: join(home, LIQUIBASE),
        JAVA_OPTS: SHORT_LIVED,
        LIQUIBASE_ANALYTICS_ENABLED: 'false',
        LIQUIBASE_SHOW_BANNER: 'false',
      },
    };
  },
  tracking: 'SELECT ID AS id FROM DATABASECHANGELOG',
  id: changesetId,
  named: changesetId,
  checksums: 'was: 9:',
};

/** Its package brings a driver for SQLite that does not load. */
export const liquibase: Tool[] = on(['postgres', 'mariadb'], () => liquibaseOnAny);

function changesetId({ number, name }: Migration): string {
  return `${number}-${name.replaceAll('_', '-')}`;
}
