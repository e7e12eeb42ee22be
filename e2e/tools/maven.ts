import { cached } from '../cache.ts';
import { debian } from '../debian.ts';
import { java } from '../installers.ts';
import { install } from '../shell.ts';
import type { Installed, Tool } from '../tool.ts';
import { on } from './dialects.ts';
import { writeFiles } from './files.ts';
import { flywayText, forgetFailed, jdbc, liquibaseOnAny, remembering } from './java.ts';

const FLYWAY = '13.12.0';
const LIQUIBASE = '4.33.0';

export type Artifact = [group: string, name: string, version?: string];

const DRIVERS: Artifact[] = [
  ['org.postgresql', 'postgresql', '42.7.14'],
  ['org.mariadb.jdbc', 'mariadb-java-client', '3.5.9'],
  ['org.xerial', 'sqlite-jdbc', '3.54.1.0'],
];

/** As Maven's files name something to be downloaded; without a version it is the parent's. */
export function coordinates([group, name, version]: Artifact): string {
  const pinned = version === undefined ? '' : `<version>${version}</version>`;
  return `<groupId>${group}</groupId><artifactId>${name}</artifactId>${pinned}`;
}

export function dependencies(artifacts: Artifact[]): string {
  const each = artifacts.map(artifact => `<dependency>${coordinates(artifact)}</dependency>`);
  return `<dependencies>${each.join('\n')}</dependencies>`;
}

function plugin(artifact: Artifact, settings: string, needed: Artifact[]): string {
  return `<plugin>${coordinates(artifact)}<configuration>${settings}</configuration>${dependencies(needed)}</plugin>`;
}

const setting = (name: string, value: string) => `<${name}>${value}</${name}>`;

// Maven itself, not JavaScript, puts in the environment.
const variable = (name: string) => ['$', `{env.${name}}`].join('');

const LOGIN = ['url', 'password'].map(name => setting(name, variable(`DB_${name.toUpperCase()}`))).join('');
const USER = variable('DB_USER');

const POM = `<project><modelVersion>4.0.0</modelVersion>
<groupId>example</groupId><artifactId>shop</artifactId><version>1</version><packaging>pom</packaging>
<build><plugins>
${plugin(
  ['org.flywaydb', 'flyway-maven-plugin', FLYWAY],
  `${LOGIN}${setting('user', USER)}${setting('locations', setting('location', 'filesystem:sql'))}${setting('connectRetries', '0')}`,
  [['org.flywaydb', 'flyway-mysql', FLYWAY], ['org.flywaydb', 'flyway-database-postgresql', FLYWAY], ...DRIVERS],
)}
${plugin(
  ['org.liquibase', 'liquibase-maven-plugin', LIQUIBASE],
  `${LOGIN}${setting('username', USER)}${setting('changeLogFile', 'changelog.sql')}`,
  DRIVERS,
)}
</plugins></build></project>
`;

/** The plugins with all that they need, in a repository of their own, fetched by letting each look at an empty database. */
async function installPlugins(version: string): Promise<Installed> {
  await java();
  await debian('mvn -version', ['maven']);
  const home = await cached(`maven-plugins-flyway-${FLYWAY}-liquibase-${LIQUIBASE}`, async folder => {
    writeFiles(folder, { 'pom.xml': POM, 'sql/.keep': '', 'changelog.sql': '--liquibase formatted sql\n' });
    const env = { DB_URL: 'jdbc:sqlite:empty.sqlite', DB_USER: 'nobody', DB_PASSWORD: 'nothing' };
    await install('mvn -q -B -Dmaven.repo.local=repository flyway:info liquibase:status', folder, env);
  });
  return { version, home, path: [] };
}

/** A tool as its Maven plugin runs it, with Maven's marks at the beginning of each line. */
function plugged(tool: Tool, goal: string, version: string): Tool {
  return {
    ...tool,
    name: `${tool.name}-maven`,
    stories: ['split'],
    install: () => installPlugins(version),
    write(folder, migrations, database, home) {
      tool.write(folder, migrations, database, home);
      writeFiles(folder, { 'pom.xml': POM });
      return {
        migrate: `mvn -B -o -Dmaven.repo.local=${home}/repository ${goal}`,
        env: { DB_URL: jdbc(database), DB_USER: database.user, DB_PASSWORD: database.password },
      };
    },
  };
}

export const maven: Tool[] = [
  ...on(['mariadb'], () => remembering(plugged(flywayText, 'flyway:migrate', FLYWAY), forgetFailed)),
  plugged(liquibaseOnAny, 'liquibase:update', LIQUIBASE),
];
