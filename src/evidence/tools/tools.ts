import { alembic } from './alembic.ts';
import { atlas } from './atlas.ts';
import { confiture } from './confiture.ts';
import { dbmate } from './dbmate.ts';
import { django } from './django.ts';
import { drizzleKit } from './drizzle-kit.ts';
import { flyway } from './flyway.ts';
import { golangMigrate } from './golang-migrate.ts';
import { goose } from './goose.ts';
import { knex } from './knex.ts';
import { liquibase } from './liquibase.ts';
import { mybatisMigrations } from './mybatis-migrations.ts';
import { nodePgMigrate } from './node-pg-migrate.ts';
import { prisma } from './prisma.ts';
import { psql } from './psql.ts';
import { rails } from './rails.ts';
import type { Tool } from './rule.ts';
import { sequelizeCli } from './sequelize-cli.ts';
import { sqitch } from './sqitch.ts';
import { sqlMigrate } from './sql-migrate.ts';
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
  mybatisMigrations,
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
  psql,
];
