import type { Tool } from '../tool.ts';
import { alembic } from './alembic.ts';
import { dbmate } from './dbmate.ts';
import { django } from './django.ts';
import { writeFiles } from './files.ts';
import { golangMigrate, goose } from './go.ts';
import { flyway } from './java.ts';
import { knex, typeorm } from './node.ts';

/** The line of bash around a tool's own, and the files that it needs. */
type Wrapper = (line: string) => { migrate: string; files?: Record<string, string> };

/** What stands between a workflow's step and the tool, and what it adds to the output. */
const WRAPPERS = {
  npm: line => ({
    migrate: 'npm run db:migrate',
    files: {
      'package.json': JSON.stringify({
        name: 'shop',
        version: '1.0.0',
        private: true,
        scripts: { 'db:migrate': line },
      }),
    },
  }),
  make: line => ({
    migrate: 'make migrate',
    files: { Makefile: `.PHONY: migrate\nmigrate:\n\t${line.replaceAll('$', '$$$$')}\n` },
  }),
  // As `docker compose up` prints what a service prints.
  compose: line => ({ migrate: `{ ${line}; } 2>&1 | sed -u 's/^/migrate-1  | /'` }),
  // As a step prints it that lets the runner or another program put the time before each line.
  stamped: line => ({
    migrate: `{ ${line}; } 2>&1 | while IFS= read -r text; do printf '%(%Y-%m-%dT%H:%M:%S)T.1234567Z %s\\n' -1 "$text"; done`,
  }),
} satisfies Record<string, Wrapper>;

function through(name: keyof typeof WRAPPERS, tool: Tool | undefined): Tool {
  if (tool === undefined) throw new Error(`${name}: expected a tool to wrap`);
  return {
    ...tool,
    name: `${tool.name}-${name}`,
    stories: ['split'],
    write(...given) {
      const project = tool.write(...given);
      const { migrate, files = {} }: ReturnType<Wrapper> = WRAPPERS[name](project.migrate);
      writeFiles(given[0], files);
      return { ...project, migrate };
    },
  };
}

/** Some tools as users run them, on one database or another. */
export const wrapped: Tool[] = [
  through('npm', knex[1]),
  through('npm', typeorm[0]),
  through('make', alembic[1]),
  through('make', golangMigrate[0]),
  through('compose', flyway[2]),
  through('compose', django[0]),
  through('compose', goose[1]),
  through('stamped', dbmate[1]),
];
