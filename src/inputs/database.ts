/** A database as it may be shown: without credentials and query. */
export interface Database {
  /** `host:port/name`, or as much of it as was given. */
  readonly label: string;
  /** The host alone, the first when there are several, when one was named. */
  readonly host?: string;
}

/**
 * Reads a name, a host or a URL (also JDBC, `host=… dbname=…`, and Go's `user:password@tcp(host)/name`) and drops
 * credentials, driver and query. Undefined when nothing is left.
 */
export function readDatabase(text: string): Database | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  return /^[\w ]+=/.test(plain) ? fromKeywords(plain) : fromLocation(plain);
}

// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
const LIBPQ = /\s*(\w+)\s*=\s*('(?:[^'\\]|\\[\s\S])*'|\S*)/gy;
// https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax
const ADO_NET = /[\s;]*([\w ]+?)\s*=\s*("(?:[^"]|"")*"|'(?:[^']|'')*'|\{(?:[^}]|\}\})*\}|[^;]*)/gy;

function fromKeywords(text: string): Database | undefined {
  const syntax = /^\w+\s*=\s*(?:'|[^\s;]*\s+\w+\s*=)|^[^;]*$/.test(text) ? LIBPQ : ADO_NET;
  const pairs = [...text.matchAll(syntax)].map(
    ([, key = '', value = '']) => [key.toLowerCase(), value.replace(/^(['"])(.*)\1$/s, '$2')] as const,
  );
  const value = (...names: string[]): string | undefined =>
    pairs.find(([key]) => names.includes(key))?.[1] || undefined;
  const host = value('host', 'hostaddr', 'server', 'data source');
  const port = value('port');
  const name = value('dbname', 'database', 'initial catalog');
  // psql takes a whole URL for a name.
  if (name?.includes('://')) return fromLocation(name);
  return label(host === undefined || port === undefined ? host : `${host}:${port}`, name);
}

function fromLocation(text: string): Database | undefined {
  const file = /^(?:jdbc:)?(?:sqlite3?|file):(?:\/\/)?([^?#;\s]+)/i.exec(text)?.[1];
  if (file !== undefined) return label(undefined, file);
  const named = /[?;&]database(?:name)?=([^;&#\s]+)/i.exec(text)?.[1];
  const [, scheme = '', rest = ''] =
    /^((?:jdbc:)?[a-z][a-z0-9+.-]*:(?:thin:|(?=\/\/))|)([\s\S]*)$/i.exec(text.replace(/^jdbc:/i, '')) ?? [];
  const location = dropUserinfo(rest.replace(/^\/\//, '')).replace(/^\/\//, '');
  const [place = ''] = location.replace(/^(?:tcp|udp|unix)\(([^)]*)\)/i, '$1').split(/[?#;&\s]/);
  const slash = place.indexOf('/');
  if (slash >= 0) return label(place.slice(0, slash), named ?? place.slice(slash + 1));
  return scheme !== '' || rest !== location || /:\d+$/.test(place) ? label(place, named) : label(undefined, place);
}

// A password that nobody encoded can hold every sign, and a query can hold an @.
function dropUserinfo(location: string): string {
  const query = location.search(/[?&;][\w.-]+=/);
  const head = query < 0 ? location : location.slice(0, query);
  const at = head.includes('@') || isHosts(head) ? head.lastIndexOf('@') : location.lastIndexOf('@');
  return (head.includes('@') || at < 0 ? head : location).slice(at + 1);
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
