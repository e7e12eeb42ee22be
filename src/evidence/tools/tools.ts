import { alembic } from './alembic.ts';
import { atlas } from './atlas.ts';
import { confiture } from './confiture.ts';
import { dbmate } from './dbmate.ts';
import { diesel } from './diesel.ts';
import { django } from './django.ts';
import { drizzleKit } from './drizzle-kit.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { knex } from './knex.ts';
import { liquibase } from './liquibase.ts';
import { mysql } from './mysql.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { pgroll } from './pgroll.ts';
import { pop } from './pop.ts';
import { prisma } from './prisma.ts';
import { psql } from './psql.ts';
import { rails } from './rails.ts';
import { refinery } from './refinery.ts';
import type { Tool } from './rule.ts';
import { seaOrm } from './sea-orm.ts';
import { sequelizeCli } from './sequelize-cli.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sql-migrate.ts';
import { sqlcmd } from './sqlcmd.ts';
import { sqlite3 } from './sqlite3.ts';
import { sqlplus } from './sqlplus.ts';
import { sqlx } from './sqlx.ts';
import { tern } from './tern.ts';
import { typeorm } from './typeorm.ts';

/**
 * The table of tools, a row each. A new tool is a new row and a fixture.
 * Where two rows claim the same line, the earlier one has it: Sqitch prints the errors of psql.
 */
export const TOOLS: readonly Tool[] = [
  confiture,
  prisma,
  flyway,
  liquibase,
  sqitch,
  django,
  alembic,
  rails,
  nodePgMigrate,
  knex,
  typeorm,
  drizzleKit,
  sequelizeCli,
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
