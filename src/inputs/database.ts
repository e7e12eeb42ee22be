/** A database as it may be shown: without credentials and query. */
export interface Database {
  /** `host:port/name`, or as much of it as was given. */
  readonly label: string;
  /** The host alone, when one was named. */
  readonly host?: string;
}

/**
 * Reads a name, a host or a URL (also JDBC, `host=… dbname=…`, and Go's `user:password@tcp(host)/name`) and drops
 * credentials, driver and query. Undefined when nothing is left.
 */
export function readDatabase(text: string): Database | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  return fromKeywords(plain) ?? fromLocation(plain);
}

// https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE; ADO.NET writes the same with `;`.
function fromKeywords(text: string): Database | undefined {
  if (!/^\s*[\w ]+=/.test(text)) return undefined;
  const value = (names: string): string | undefined => {
    const match = new RegExp(`(?:^|[\\s;])(?:${names})\\s*=\\s*('(?:[^'\\\\]|\\\\.)*'|[^\\s;]*)`, 'i').exec(text);
    return match?.[1]?.replace(/^'|'$/g, '') || undefined;
  };
  const host = value('host|hostaddr|server|data source');
  const port = value('port');
  const name = value('dbname|database|initial catalog');
  return label(host === undefined ? undefined : `${host}${port === undefined ? '' : `:${port}`}`, name);
}

function fromLocation(text: string): Database | undefined {
  const named = /;databaseName=([^;]+)/i.exec(text)?.[1];
  const location = text
    .replace(/^jdbc:/i, '')
    .replace(/^[a-z][a-z0-9+.-]*:(?:thin:)?(?=\/\/|@)/i, '')
    .replace(/^\/\//, '//');
  const hasAuthority = location.startsWith('//');
  const bare = location.replace(/^\/\//, '').replace(/^[\s\S]*@/, '');
  const [beforeQuery = ''] = bare.split(/[?#;\s]/);
  const unwrapped = beforeQuery.replace(/^(?:tcp|unix)\(([^)]*)\)/, '$1');
  const slash = unwrapped.indexOf('/');
  if (slash >= 0) return label(unwrapped.slice(0, slash), named ?? unwrapped.slice(slash + 1));
  return hasAuthority || /:\d+$/.test(unwrapped) ? label(unwrapped, named) : label(undefined, unwrapped);
}

function label(host: string | undefined, name: string | undefined): Database | undefined {
  const parts = [host, name].filter(part => part !== undefined && part !== '');
  if (parts.length === 0) return undefined;
  const hostOnly = host?.replace(/:\d+$/, '');
  return { label: parts.join('/'), ...(hostOnly ? { host: hostOnly } : {}) };
}
