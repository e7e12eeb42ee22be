import type { Tool } from './tool.ts';
import { confiture } from './tools/confiture.ts';
import { dbmate } from './tools/dbmate.ts';
import { psql, rails, sqitch } from './tools/debian.ts';
import { drizzle } from './tools/drizzle.ts';
import { golangMigrate, goose, sqlMigrate } from './tools/go.ts';
import { flyway, liquibase } from './tools/java.ts';
import { knex, sequelize, typeorm } from './tools/node.ts';
import { pgMigrate } from './tools/pg-migrate.ts';
import { alembic, django } from './tools/python.ts';

/** Every tool that is really run, Confiture first. */
export const TOOLS: Tool[] = [
  ...confiture,
  ...dbmate,
  ...pgMigrate,
  ...knex,
  ...typeorm,
  ...sequelize,
  ...drizzle,
  ...alembic,
  ...django,
  ...goose,
  ...golangMigrate,
  sqlMigrate,
  ...flyway,
  ...liquibase,
  rails,
  sqitch,
  ...psql,
];

/** Tools that the action understands and that no package registry has: their outputs are tested from published samples only. */
export const NOT_TO_BE_HAD: { name: string; reason: string }[] = [
  { name: 'Prisma', reason: 'its command line downloads an engine that no package registry has' },
  { name: 'Atlas', reason: 'its command line is published on its own site only, in no package registry' },
];
