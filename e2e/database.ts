/** The kinds of database that tools are run against; each has its own SQL, its own errors and its own idea of a transaction. */
export type Dialect = 'postgres' | 'mariadb' | 'sqlite';

/** One database of a test: how a tool reaches it, and how the test asks it what really happened. */
export type Database = {
  dialect: Dialect;
  url: string;
  /** Host, port, user and password are empty where the database is a file. */
  host: string;
  port: number;
  user: string;
  password: string;
  /** The database's name on its server, or the path of its file. */
  name: string;
  /** Asks as the owner of the server, past the tool. */
  rows(sql: string): Promise<Record<string, unknown>[]>;
  /** Lets another session run `sql` in a transaction that stays open until the function that this gives is called. */
  hold?: (sql: string) => Promise<() => Promise<void>>;
};

export type Server = {
  version: string;
  create(name: string): Promise<Database>;
  close(): Promise<void>;
};

/** The migrating user; the password is meant to be found should it leak anywhere. */
export const USER = 'migrator';
export const PASSWORD = 'Kestrel-9f3e-must-never-leave';

/** How a tool addresses a database that nobody serves: the same user and password, port 1; a file in a folder that cannot be. */
export function unreachable(database: Database): Database {
  const nowhere =
    database.dialect === 'sqlite' ? { name: '/dev/null/shop.sqlite' } : { port: 1, user: database.user || USER };
  const changed = { ...database, ...nowhere };
  return { ...changed, url: address(database.dialect, changed) };
}

/** The address in the form that most tools take. */
export function address(
  dialect: Dialect,
  { host, port, name, user = USER }: { host: string; port: number; name: string; user?: string },
): string {
  const authority = `${user}:${PASSWORD}@${host}:${port}`;
  const forms: Record<Dialect, string> = {
    postgres: `postgres://${authority}/${name}?sslmode=disable`,
    mariadb: `mysql://${authority}/${name}`,
    sqlite: `sqlite:${name}`,
  };
  return forms[dialect];
}
