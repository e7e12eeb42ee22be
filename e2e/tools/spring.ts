import { cached } from '../cache.ts';
import { debian } from '../debian.ts';
import { install } from '../shell.ts';
import type { Installed, Tool } from '../tool.ts';
import { on } from './dialects.ts';
import { writeFiles } from './files.ts';
import { flywayText, forgetFailed, jdbc, liquibaseOnAny, remembering, SHORT_LIVED } from './java.ts';
import { coordinates, dependencies } from './maven.ts';

const BOOT = '3.5.7';

const POM = `<project><modelVersion>4.0.0</modelVersion>
<parent>${coordinates(['org.springframework.boot', 'spring-boot-starter-parent', BOOT])}</parent>
<groupId>example</groupId><artifactId>shop</artifactId><version>1</version>
${dependencies([
  ['org.springframework.boot', 'spring-boot-starter-jdbc'],
  ['org.flywaydb', 'flyway-mysql'],
  ['org.flywaydb', 'flyway-database-postgresql'],
  ['org.liquibase', 'liquibase-core'],
  ['org.postgresql', 'postgresql'],
  ['org.mariadb.jdbc', 'mariadb-java-client'],
])}
</project>
`;

const SHOP = `package shop;

@org.springframework.boot.autoconfigure.SpringBootApplication
public class Shop {
    public static void main(String[] args) {
        org.springframework.boot.SpringApplication.run(Shop.class, args);
    }
}
`;

async function installBoot(): Promise<Installed> {
  await debian('javac -version', ['default-jdk-headless']);
  await debian('mvn -version', ['maven']);
  const home = await cached(`spring-boot-${BOOT}`, async folder => {
    writeFiles(folder, { 'pom.xml': POM, 'shop/Shop.java': SHOP });
    await install('mvn -q -B dependency:copy-dependencies -DoutputDirectory=lib', folder);
    await install("javac -cp 'lib/*' -d classes shop/Shop.java", folder);
  });
  return { version: BOOT, home, path: [] };
}

/** A tool as a library in a Spring Boot application, which migrates as it starts and logs in Spring's way. */
function inSpring(tool: Tool, settings: Record<string, string>): Tool {
  return {
    ...tool,
    name: `${tool.name}-spring`,
    stories: ['split', 'first'],
    install: installBoot,
    write(folder, migrations, database, home) {
      tool.write(folder, migrations, database, home);
      return {
        migrate: `java ${SHORT_LIVED} -cp '${home}/classes:${home}/lib/*' shop.Shop`,
        env: {
          SPRING_DATASOURCE_URL: jdbc(database),
          SPRING_DATASOURCE_USERNAME: database.user,
          SPRING_DATASOURCE_PASSWORD: database.password,
          ...settings,
        },
      };
    },
  };
}

export const spring: Tool[] = [
  ...on(['mariadb'], () =>
    remembering(
      inSpring(flywayText, { SPRING_LIQUIBASE_ENABLED: 'false', SPRING_FLYWAY_LOCATIONS: 'filesystem:sql' }),
      forgetFailed,
    ),
  ),
  inSpring(liquibaseOnAny, { SPRING_FLYWAY_ENABLED: 'false', SPRING_LIQUIBASE_CHANGELOG: 'file:changelog.sql' }),
];
