import { type Address, type Parameters, plainName, readIdentity, readParameters } from './database-identity.ts';

/** A database as it may be shown: without credentials and query. */
export interface Database {
  /** `host:port/name`, or as much of it as was given. */
  readonly label: string;
  /** The host alone, the first when there are several, when one was named. */
  readonly host?: string;
  /** What tells it from others of this label, as its schema does; only for a hash in the dedup key. Absent: nothing. */
  readonly identity?: string;
}

/**
 * Reads a name, a host or a URL (also JDBC, `host=… dbname=…`, and Go's `user:password@tcp(host)/name`) and drops
 * credentials, driver and query. Undefined when nothing is left.
 */
export function readDatabase(text: string): Database | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (NAME.test(plain)) return { label: plain };
  if (/\(\s*DESCRIPTION\s*=/i.test(plain)) return fromDescription(plain);
  return /^[\w ]+=/.test(plain) ? fromKeywords(plain) : fromLocation(plain);
}

// A name as people write it, blanks included: nothing in it can be an address, a credential or a parameter.
const NAME = /^[\p{L}\p{M}\p{N} _.,;'&#()+$%~-]+$/u;

// https://docs.oracle.com/en/database/oracle/oracle-database/23/netrf/local-naming-parameters-in-tns-ora-file.html
function fromDescription(text: string): Database | undefined {
  const value = (name: string): string | undefined =>
    new RegExp(`\\(\\s*${name}\\s*=\\s*([^()\\s]+)`, 'i').exec(text)?.[1];
  const [host, port] = [value('HOST'), value('PORT')];
  const place = host === undefined || port === undefined ? host : `${host}:${port}`;
  return label(place, value('SERVICE_NAME') ?? value('SID'));
}

// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
const LIBPQ = /\s*(\w+)\s*=\s*('(?:[^'\\]|\\[\s\S])*'|\S*)/gy;
// https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax
const ADO_NET = /[\s;]*([\w ]+?)\s*=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|\{(?:[^}]|\}\})*\}|[^;]*)/gy;

function fromKeywords(text: string): Database | undefined {
  const syntax = /^\w+\s*=\s*(?:'|[^\s;]*\s+\w+\s*=)|^[^;]*$/.test(text) ? LIBPQ : ADO_NET;
  const parameters: Parameters = new Map(
    [...text.matchAll(syntax)]
      .map(([, key = '', value = '']) => [plainName(key), value.replace(/^(['"])(.*)\1$/s, '$2')] as const)
      .filter(([, value]) => value !== '')
      // The first of a name counts.
      .reverse(),
  );
  const value = (...names: string[]): string | undefined =>
    names.map(name => parameters.get(name)).find(each => each !== undefined);
  const host = value('host', 'hostaddr', 'hostname', 'server', 'servername', 'datasource', 'address', 'addr');
  const port = value('port');
  const name = value('dbname', 'database', 'databasename', 'initialcatalog', 'db');
  // psql takes a whole URL for a name.
  if (name?.includes('://')) return fromLocation(name);
  const user = value('user', 'userid', 'uid', 'username') ?? '';
  const place = host === undefined || port === undefined ? host : `${host}:${port}`;
  return identify(label(place, name), { place: host ?? '', user, parameters, shown: [host, port, name] });
}

function fromLocation(text: string): Database | undefined {
  const file = /^(?:jdbc:)?(?:sqlite3?|file):(?:\/\/)?([^?]+?)(?=\?|[;#][\w ]+=|$)/i.exec(text)?.[1];
  if (file !== undefined) return label(undefined, file);
  const [, scheme = '', rest = ''] =
    /^((?:jdbc:)?[a-z][a-z0-9+.-]*:(?:thin:|(?=\/\/))|)([\s\S]*)$/i.exec(text.replace(/^jdbc:/i, '')) ?? [];
  const whole = rest.replace(/^\/\//, '');
  const location = dropUserinfo(whole).replace(/^\/\//, '');
  const [place = ''] = location
    .replace(/^(?:tcp|udp|unix)\(([^)]*)\)/i, '$1')
    .split(/[?#\r\n\u2028\u2029]|[;&](?=[\w .-]+=)|[:\s](?=\w+\s*=)|;$/);
  const parameters = readParameters(location);
  const named = ['database', 'databasename', 'db'].map(name => parameters.get(name)).find(each => each !== undefined);
  const user = whole === location ? (parameters.get('user') ?? '') : (/^[^:@/]*/.exec(whole)?.[0] ?? '');
  const slash = place.indexOf('/');
  // A name among the parameters takes the place of the path, which is an instance of SQL Server then.
  const instance = named !== undefined && slash >= 0 ? place.slice(slash + 1) : '';
  const server = parameters.get('servername');
  const address = {
    place,
    user,
    parameters: instance === '' ? parameters : new Map([...parameters, ['instance', instance]]),
    shown: [named, place === '' ? server : undefined],
  };
  if (slash >= 0) return identify(label(place.slice(0, slash), named ?? place.slice(slash + 1)), address);
  const isHost = scheme !== '' || rest !== location || /:\d+$/.test(place);
  return identify(isHost ? label(place || server, named) : label(undefined, place), address);
}

function identify(database: Database | undefined, address: Address): Database | undefined {
  const identity = database === undefined ? '' : readIdentity(address);
  return database === undefined || identity === '' ? database : { ...database, identity };
}

// A password that nobody encoded can hold every sign, and a query can hold an @.
function dropUserinfo(location: string): string {
  const query = location.search(/[?&;][\w.-]+=/);
  const head = query < 0 ? location : location.slice(0, query);
  const at = head.includes('@') || isHosts(head) ? head.lastIndexOf('@') : location.lastIndexOf('@');
  return location.slice(at + 1);
}

function isHosts(text: string): boolean {
  const authority = text.replace(/\/.*$/s, '');
  return authority.split(',').every(host => /^(?:\[[^\]]*\]|[^:]*)(?::\d{0,5})?$/.test(host));
}

// What still looks like a part of a credential or a query is left out.
function label(host: string | undefined, name: string | undefined): Database | undefined {
  const parts = [host, name].filter(part => part !== undefined && part !== '' && !/[=@;'"]/.test(part));
  if (parts.length === 0) return undefined;
  const hostOnly = parts.includes(host) ? host?.split(',')[0]?.replace(/:\d+$/, '') : undefined;
  return { label: parts.join('/'), ...(hostOnly ? { host: hostOnly } : {}) };
}
