import { unescape as decodeSafely } from 'node:querystring';

/** The parameters of an address, by name: lower-cased, without blanks, `_` and `-`. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * What tells databases of one host, port and name apart, under its name here and in the addresses of databases and drivers. Nothing
 * else counts: users and passwords of a vault change with every run, and sslmode, timeouts and pool sizes are no other database.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 * https://jdbc.postgresql.org/documentation/use/ https://docs.snowflake.com/developer-guide/jdbc/jdbc-configure
 * https://learn.microsoft.com/sql/connect/jdbc/building-the-connection-url
 * https://github.com/GoogleCloudPlatform/cloud-sql-jdbc-socket-factory
 */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  schema: ['schema', 'currentschema', 'searchpath', 'defaultschema'],
  socket: ['socket', 'unixsocket', 'unixsocketpath', 'localsocket', 'host', 'port'],
  instance: ['cloudsqlinstance', 'instancename', 'instance'],
  project: ['project', 'projectid', 'endpoint', 'reference'],
  cluster: ['cluster'],
  server: ['servername', 'server'],
  name: ['databasename', 'database', 'db', 'dbname', 'initialcatalog', 'catalog', 'conncatalog', 'keyspace'],
};

/** The parts of an address that the identity is read from. */
export interface Address {
  /** What stands before the parameters: hosts and path. */
  readonly place: string;
  readonly user: string;
  readonly parameters: Parameters;
  /** The values that the label has already. */
  readonly shown: readonly (string | undefined)[];
}

/**
 * What an address tells of a database beyond its host, port and name; empty: nothing. Holds no password, and a user
 * only as the project in `role.project` of a pooler.
 */
export function readIdentity({ place, user, parameters, shown }: Address): string {
  const isNew = (value: string): boolean => value !== '' && !shown.includes(value) && !/[@'"]/.test(value);
  const named = Object.entries(PARAMETERS).flatMap(([kind, names]) =>
    names.flatMap(name => {
      const value = decodeSafely(parameters.get(name) ?? '').trim();
      return isNew(value) ? [`${kind}=${value.replace(/\s*,\s*/g, ',')}`] : [];
    }),
  );
  return [...named, ...readOptions(parameters.get('options') ?? ''), ...readProject(place, user)].join('\n');
}

/** The parameters behind an address, `?a=b&c=d`, `;a=b;c=d` or `:a=b;c=d`; of one that is given twice the last. */
export function readParameters(text: string): Parameters {
  const pairs = text.includes('?') ? text.slice(text.indexOf('?') + 1).split(/[&#]/) : text.split(/;|:(?=\w+=)/);
  return new Map(
    pairs.flatMap(pair => {
      const [name = '', ...rest] = pair.split('=');
      return rest.length === 0 ? [] : [[plainName(name), rest.join('=').replace(/^\{(.*)\}$/s, '$1')]];
    }),
  );
}

/** A parameter's name as {@link Parameters} have it. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

// Parameters of the session, of which a few choose the database: `-c search_path=acme`, `endpoint=ep-cool-darkness-123456`.
// https://neon.com/docs/connect/connection-errors https://www.cockroachlabs.com/docs/stable/connection-parameters
function readOptions(text: string): string[] {
  const options = decodeSafely(text.replaceAll('+', ' '));
  const chosen = options.matchAll(
    /(?:^|\s)(?:-c\s{0,9}|--)?(search_path|project|endpoint|cluster|reference)=((?:\\[\s\S]|[^\s\\])+)/gi,
  );
  return [...chosen]
    .map(([, name = '', value = '']) => `${name.toLowerCase()}=${value.replace(/\\(?=.)/g, '')}`)
    .sort();
}

// https://supabase.com/docs/guides/database/connecting-to-postgres: at a pooler the user names the project.
function readProject(place: string, user: string): string[] {
  const project = /^[^.]+\.([^.]+)$/.exec(decodeSafely(user))?.[1];
  return project !== undefined && /pooler/i.test(place) ? [`project=${project}`] : [];
}
