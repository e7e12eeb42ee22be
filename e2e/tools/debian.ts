import type { Dialect } from '../database.ts';
import { fromDebian } from '../installers.ts';
import { type Migration, script } from '../migrations.ts';
import type { Tool } from '../tool.ts';
import { ALL, on } from './dialects.ts';
import { writeEach, writeFiles } from './files.ts';

const camelCase = ({ name }: Migration) =>
  name.replace(/(^|_)(\w)/g, (_all, _dash, letter: string) => letter.toUpperCase());

const RAKEFILE = `require 'active_record'
ActiveRecord::Base.establish_connection(ENV['DATABASE_URL'])
task 'db:migrate' do
  ActiveRecord::MigrationContext.new('db/migrate', ActiveRecord::SchemaMigration).migrate
end
`;

const GEMS: Record<Dialect, string> = { postgres: 'pg', mariadb: 'mysql2', sqlite: 'sqlite3' };

const railsOn = (dialect: Dialect): Tool => ({
  name: 'rails',
  title: 'Rails',
  install: () =>
    fromDebian(
      `ruby -e 'require "active_record"; require "${GEMS[dialect]}"' && command -v rake`,
      `ruby -e 'require "active_record"; puts ActiveRecord.version'`,
      ['ruby-activerecord', `ruby-${GEMS[dialect]}`, 'rake'],
    ),
  write(folder, migrations, database) {
    writeFiles(folder, { Rakefile: RAKEFILE });
    writeEach(folder, migrations, item => [
      `db/migrate/${item.version}_${item.name}.rb`,
      `class ${camelCase(item)} < ActiveRecord::Migration[6.1]
${item.autocommit ? '  disable_ddl_transaction!\n' : ''}  def up
${item.statements.map(statement => `    execute ${JSON.stringify(statement)}\n`).join('')}  end
end
`,
    ]);
    const address = {
      postgres: database.url,
      mariadb: database.url.replace('mysql:', 'mysql2:'),
      sqlite: `sqlite3:${database.name}`,
    };
    return { migrate: 'rake db:migrate', env: { DATABASE_URL: address[dialect] } };
  },
  tracking: 'SELECT version AS id FROM schema_migrations',
  id: item => item.version,
  named: item => `${item.version}_?(${camelCase(item)}|${item.name})`,
});

export const rails: Tool[] = on(ALL, railsOn);

export const sqitch: Tool = {
  name: 'sqitch',
  title: 'Sqitch',
  install: () =>
    fromDebian('command -v sqitch && command -v psql && perl -MDBD::Pg -e 1', 'sqitch --version', [
      'sqitch',
      'libdbd-pg-perl',
      'postgresql-client',
    ]),
  write(folder, migrations, database) {
    const plan = migrations.map(
      item => `${item.name} 2026-01-0${item.number}T12:00:00Z Bob <bob@example.com> # ${item.name}\n`,
    );
    writeFiles(folder, {
      'sqitch.conf': '[core]\n  engine = pg\n[user]\n  name = Bob\n  email = bob@example.com\n',
      'sqitch.plan': `%syntax-version=1.0.0\n%project=shop\n\n${plan.join('')}`,
    });
    writeEach(folder, migrations, item => [
      `deploy/${item.name}.sql`,
      item.autocommit ? script(item) : `BEGIN;\n${script(item)}COMMIT;\n`,
    ]);
    writeEach(folder, migrations, item => [
      `revert/${item.name}.sql`,
      item.number === 1 ? 'DROP TABLE users;\n' : 'SELECT 1;\n',
    ]);
    return {
      migrate: 'sqitch deploy "$SQITCH_TARGET"',
      env: { SQITCH_TARGET: database.url.replace('postgres://', 'db:pg://') },
    };
  },
  tracking: 'SELECT change AS id FROM sqitch.changes',
  id: item => item.name,
  named: item => item.name,
};
