import type { Tool } from './tool.ts';
import { alembic } from './tools/alembic.ts';
import { cargo } from './tools/cargo.ts';
import { clients } from './tools/clients.ts';
import { confiture } from './tools/confiture.ts';
import { dbmate } from './tools/dbmate.ts';
import { rails, sqitch } from './tools/debian.ts';
import { django } from './tools/django.ts';
import { drizzle } from './tools/drizzle.ts';
import { golangMigrate, goose, sqlMigrate } from './tools/go.ts';
import { flyway, liquibase } from './tools/java.ts';
import { maven } from './tools/maven.ts';
import { knex, sequelize, typeorm } from './tools/node.ts';
import { pgMigrate } from './tools/pg-migrate.ts';
import { spring } from './tools/spring.ts';
import { wrapped } from './tools/wrapped.ts';

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
  ...rails,
  sqitch,
  ...clients,
  ...cargo,
  ...maven,
  ...spring,
  ...wrapped,
];

/** Tools that the action understands and that no package registry has: their outputs are tested from published samples only. */
export const NOT_TO_BE_HAD: { name: string; reason: string }[] = [
  {
    name: 'Prisma',
    reason: 'it downloads its engine, which no registry has; its engine in WebAssembly fails on real servers',
  },
  { name: 'Atlas', reason: 'its command line is published on its own site only, in no package registry' },
];
