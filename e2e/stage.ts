import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Database, Dialect } from './database.ts';
import { startLateServer } from './late-server.ts';
import type { Migration } from './migrations.ts';
import { type Printed, runLine, type Streams } from './shell.ts';
import { patiently } from './surroundings.ts';
import type { Installed, Project, Tool } from './tool.ts';
import { snapshot, type Truth, truth } from './truth.ts';

/** A project of one tool in a folder of its own, and the database that it migrates. */
export type Stage = { tool: Tool; installed: Installed; folder: string; database: Database };

/** What one run printed, what report it left, and what really happened to the database. */
export type Observed = Printed & { dialect: Dialect; report: string | undefined; truth: Truth; seconds: number };

/**
 * `begun: false` says that the tool is not to come as far as running a migration, `dryRun` that it is not asked to. `database` is another
 * than the stage's. `late`: its server does not answer yet when the step tries first.
 */
export type Situation = {
  migrations: Migration[];
  streams: Streams;
  begun: boolean;
  dryRun?: boolean;
  database?: Database;
  late?: boolean;
};

/** Makes the folder, with the tool's packages where its project looks for them. */
export function stageIn(folder: string, tool: Tool, installed: Installed, database: Database): Stage {
  mkdirSync(folder, { recursive: true });
  const packages = join(installed.home, 'node_modules');
  if (existsSync(packages)) symlinkSync(packages, join(folder, 'node_modules'));
  return { tool, installed, folder, database };
}

/** Writes the migrations, runs the tool over them, and asks the database before and after. */
export async function observe(
  stage: Stage,
  { migrations, streams, begun, dryRun, database, late }: Situation,
): Promise<Observed> {
  const { tool, folder } = stage;
  const server = late ? await startLateServer(stage.database, folder) : undefined;
  const project = write(stage, migrations, server?.database ?? database);
  const report = project.report === undefined ? undefined : join(folder, project.report);
  if (report) rmSync(report, { force: true });
  const earlier = await snapshot(stage.database, tool);
  const start = performance.now();
  const migrate = server === undefined ? project.migrate : patiently(project, server, stage.database);
  const line = dryRun ? (tool.dryRun ?? 'false') : migrate;
  const printed = await runLine(line, { cwd: folder, env: environment(stage, project), streams }).finally(
    server?.close,
  );
  const seconds = (performance.now() - start) / 1000;
  const after = await snapshot(stage.database, tool);
  return {
    ...printed,
    dialect: stage.database.dialect,
    report: report && existsSync(report) ? readFileSync(report, 'utf8') : undefined,
    truth: truth(earlier, after, migrations, begun, tool),
    seconds,
  };
}

/** Mends the migrations and does what the tool asks for before it tries again. */
export async function recover(stage: Stage, migrations: Migration[]): Promise<void> {
  const project = write(stage, migrations);
  if (project.recover === undefined) return;
  const { rc, combined } = await runLine(project.recover, {
    cwd: stage.folder,
    env: environment(stage, project),
    streams: 'split',
  });
  if (rc !== 0) throw new Error(`${stage.tool.name}: \`${project.recover}\` ended with ${rc}: ${combined}`);
}

function write({ tool, folder, database, installed }: Stage, migrations: Migration[], other?: Database): Project {
  return tool.write(folder, migrations, other ?? database, installed.home);
}

/** What a workflow's step has, and the tool's own; the home folder is the project's, so that nobody's settings come in. */
function environment({ folder, installed }: Stage, project: Project): Record<string, string> {
  const path = [...installed.path, dirname(process.execPath), process.env.PATH ?? ''].join(':');
  const inherited = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value && /^(JAVA_|GEM_|RUBY)/.test(name) ? [[name, value]] : [],
    ),
  );
  return {
    ...inherited,
    HOME: folder,
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    PATH: path,
    ...project.env,
  };
}
