import { alembic } from './alembic.ts';
import { atlas } from './atlas.ts';
import { confiture } from './confiture.ts';
import { dbMigrate } from './db-migrate.ts';
import { dbmate } from './dbmate.ts';
import { dbup } from './dbup.ts';
import { diesel } from './diesel.ts';
import { django } from './django.ts';
import { doctrine } from './doctrine.ts';
import { drizzleKit } from './drizzle-kit.ts';
import { ecto } from './ecto.ts';
import { efCore } from './ef-core.ts';
import { fluentMigrator } from './fluent-migrator.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { graphileMigrate } from './graphile-migrate.ts';
import { grate } from './grate.ts';
import { hasura } from './hasura.ts';
import { knex } from './knex.ts';
import { laravel } from './laravel.ts';
import { liquibase } from './liquibase.ts';
import { mikroOrm } from './mikro-orm.ts';
import { mybatisMigrations } from './mybatis-migrations.ts';
import { mysql } from './mysql.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { pgroll } from './pgroll.ts';
import { phinx } from './phinx.ts';
import { piccolo } from './piccolo.ts';
import { pop } from './pop.ts';
import { prisma } from './prisma.ts';
import { psql } from './psql.ts';
import { rails } from './rails.ts';
import { refinery } from './refinery.ts';
import type { Tool } from './rule.ts';
import { seaOrm } from './sea-orm.ts';
import { sequel } from './sequel.ts';
import { sequelizeCli } from './sequelize-cli.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sql-migrate.ts';
import { sqlcmd } from './sqlcmd.ts';
import { sqlite3 } from './sqlite3.ts';
import { sqlplus } from './sqlplus.ts';
import { sqlx } from './sqlx.ts';
import { supabase } from './supabase.ts';
import { tern } from './tern.ts';
import { typeorm } from './typeorm.ts';
import { umzug } from './umzug.ts';
import { yii } from './yii.ts';

/**
 * The table of tools, a row each. A new tool is a new row and a fixture.
 * Where two rows claim the same line, the earlier one has it: Sqitch prints the errors of psql.
 */
export const TOOLS: readonly Tool[] = [
  confiture,
  prisma,
  flyway,
  liquibase,
  mybatisMigrations,
  sqitch,
  django,
  alembic,
  rails,
  laravel,
  efCore,
  doctrine,
  phinx,
  yii,
  ecto,
  sequel,
  dbup,
  fluentMigrator,
  grate,
  piccolo,
  nodePgMigrate,
  knex,
  typeorm,
  drizzleKit,
  sequelizeCli,
  supabase,
  hasura,
  mikroOrm,
  umzug,
  dbMigrate,
  graphileMigrate,
  atlas,
  goose,
  golangMigrate,
  sqlMigrate,
  dbmate,
  sqlx,
  diesel,
  seaOrm,
  refinery,
  tern,
  pgroll,
  pop,
  psql,
  mysql,
  sqlite3,
  sqlcmd,
  sqlplus,
];
