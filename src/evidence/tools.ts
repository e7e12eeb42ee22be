import { confiture } from './tools/confiture.ts';
import { atlas, dbmate, golangMigrate, goose, sqlMigrate } from './tools/go.ts';
import { drizzleKit, knex, nodePgMigrate, prisma, sequelizeCli, typeorm } from './tools/javascript.ts';
import { alembic, django, rails } from './tools/python-ruby.ts';
import type { Tool } from './tools/rule.ts';
import { flyway, liquibase, psql, sqitch } from './tools/sql.ts';

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
  psql,
];
