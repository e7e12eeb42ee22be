const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What a quote, an angle bracket, `&` or `=` becomes in JSON as Gson and Go write it, a slash as PHP does, in HTML and in XML. */
const ESCAPED = /\\u00(2[267]|3[cde])|(?<=:|\/)\\\/|&(?:#(\d{1,3})|#x([\da-f]{2})|(amp|lt|gt|quot|apos));/gi;

/** `text` with those escapes taken away, so that the rules see the signs they look for. A quote of JSON stays escaped. */
export function readEscapes(text: string): string {
  if (!/\\u00|&|\\\//.test(text)) return text;
  return text.replace(ESCAPED, (whole, json?: string, decimal?: string, hex?: string, named?: string) => {
    if (whole.endsWith('/')) return '/';
    if (json !== undefined) return signOf(Number.parseInt(json, 16), whole).replace('"', '\\"');
    if (decimal !== undefined) return signOf(Number(decimal), whole);
    return hex === undefined ? (NAMED[(named ?? '').toLowerCase()] ?? whole) : signOf(Number.parseInt(hex, 16), whole);
  });
}

function signOf(code: number, otherwise: string): string {
  const sign = String.fromCharCode(code);
  return /["'&<=>@()]/.test(sign) ? sign : otherwise;
}
