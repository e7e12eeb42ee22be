/** One database of a test: how a tool reaches it, and how the test asks it what really happened. */
export type Database = {
  url: string;
  host: string;
  port: number;
  user: string;
  password: string;
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

/** How a tool addresses a database that nobody serves: the same user and password, port 1. */
export function unreachable(database: Database): Database {
  return { ...database, port: 1, url: address(database.host, 1, database.name, database.user) };
}

/** The address in the form that most tools take. */
export function address(host: string, port: number, name: string, user = USER): string {
  return `postgres://${user}:${PASSWORD}@${host}:${port}/${name}?sslmode=disable`;
}
