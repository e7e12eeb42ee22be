const DATABASES =
  'postgres(?:ql)?|mysql2?|mariadb|mongodb|redis|rediss|cockroachdb|sqlserver|mssql|oracle|clickhouse|snowflake|amqps?';
/** A password that nobody encoded: it holds blanks, brackets or the end of a line that was too long. A port is none. */
const BROKEN = new RegExp(
  String.raw`\b((?:${DATABASES})(?:\+[\w+]{1,20})?:\/\/)[^\s:@/?#]{0,100}:(?!\d{1,5}(?:[/?#,\s]|$))[^\n@]{1,200}(?:\n[\u2028\u2029]?[^\s@]{1,200})?@(?=[\w.[-])`,
  'gi',
);
/** One of which the end was cut off. */
const CUT = new RegExp(
  String.raw`\b((?:${DATABASES})(?:\+[\w+]{1,20})?:\/\/)[^\s:@/?#]{1,100}:(?!\d{1,5}(?!\w))[^\s@"'<>]{1,200}(?=\s|$)`,
  'gi',
);
/** Of a URL whose scheme is misspelt, which the driver then prints. */
const MISSPELT = new RegExp(
  String.raw`(?<![\w:/])((?:(?:${DATABASES}):?\/{1,2}|\/\/))[^\s:@/?#]{1,100}:(?!\/\/)[^\s@]{1,200}@(?=[\w.[-])`,
  'gi',
);

/**
 * `text` without the credentials in its URLs and data source names, for passwords that hold `/`, `?`, `#` or `@` too.
 * One pass: every piece between blanks is looked at once.
 */
export function redactUserinfo(text: string): string {
  const isWhole = text.includes('@');
  const mended = isWhole && text.includes('/') ? text.replace(BROKEN, '$1***@').replace(MISSPELT, '$1***@') : text;
  const ended = withoutWebAddresses(mended).includes('://') ? mended.replace(CUT, '$1***') : mended;
  if (!isWhole) return ended;
  return ended.replace(/[^\s<>`]+/g, word => (word.includes('@') ? redactWord(word) : word));
}

/** `text` without the scheme of nearly every URL, which is one of GitHub's. `clickhouse+https://` is another one. */
function withoutWebAddresses(text: string): string {
  return text.replaceAll('+https://', '+://').replaceAll('https://', '');
}

const SCHEME = /[a-z][a-z0-9+.-]{0,30}:\/\//gi;
/** Where a URL ends for certain: a quote that closes something, or the next URL of a list. */
const END = /["'](?=[\s,;:)}\]\\]|$)|[,;|](?=["']?[a-z][a-z0-9+.-]{0,30}:\/\/)/gi;

function redactWord(word: string): string {
  let result = '';
  let position = 0;
  SCHEME.lastIndex = 0;
  for (let match = SCHEME.exec(word); match !== null; match = SCHEME.exec(word)) {
    const start = SCHEME.lastIndex;
    END.lastIndex = start;
    const end = END.exec(word)?.index ?? word.length;
    result += `${word.slice(position, start)}${redactLocation(match[0].toLowerCase(), word.slice(start, end))}`;
    position = end;
    SCHEME.lastIndex = end;
  }
  return redactSchemeless(result + word.slice(position));
}

/** `location` is what follows the scheme. */
function redactLocation(scheme: string, location: string): string {
  const last = location.lastIndexOf('@');
  if (last < 0 || scheme === 'file://') return location;
  if (!/^https?:/.test(scheme)) return `***${location.slice(last)}`;
  // A path may hold an @; only what stands before the path is a password, unless a name and no port comes first.
  const authority = /^[^/?#]*/.exec(location)?.[0] ?? '';
  if (authority.includes('@')) return `***${location.slice(authority.lastIndexOf('@'))}`;
  return /^[^:]+:(?!\d{0,5}$)/.test(authority) ? `***${location.slice(last)}` : location;
}

/** Go's MySQL driver writes `user:password@tcp(host)/name`, Oracle's tools `user/password@//host`. */
function redactSchemeless(word: string): string {
  return word
    .replace(/^(.*)(?=@\w{0,20}\()/, '***')
    .replace(/(\bjdbc:oracle:\w{1,20}:)(?:[^@"]{0,100}"[^"]{1,200}"|[^@]{1,300})@/i, '$1***@')
    .replace(
      /^(["'(=]?[\w$#.-]{1,60})\/(?:"[^"]{1,200}"|[^@/"]{1,200})@(?=\/\/[\w[]|[\w.-]{1,100}:\d{2,5}\/|\(DESCRIPTION)/i,
      '$1/***@',
    )
    .replace(/^(["'(=]?)([\w.-]{1,60}):(?!\/\/)[^@:]{3,200}@(?=[\w.-]+(?::\d|\/\w)|\/\w)(?!sha256:)/, '$1***@');
}
