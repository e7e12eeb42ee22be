/** Escapes of URLs, JSON, JavaScript, HTML, SQL and shells, and the ends of lines, which a terminal or a carrier puts within a word. */
const ESCAPE =
  /(?:%[\da-f]{2}){1,400}|\\u[\da-f]{4}|\\x[\da-f]{2}|'\\''|\\["'\\/nr]|&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);|''|""|\n[\u2028\u2029]?[ \t]*/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** JSON in JSON in JSON. */
const LAYERS = 3;
/** Characters of which fewer are no value. */
const SHORTEST = 4;

type Range = readonly [start: number, end: number];

/** A text read through its escapes; `at[i]` is where its character `i` begins in the text as it stands. */
interface Reading {
  readonly text: string;
  readonly at: readonly number[];
}

/**
 * `text` without `values`, whichever of their characters are escaped or split. The values come longest first.
 * Texts without an escape, nearly all, take one look at each value.
 */
export function redactKnown(text: string, values: readonly string[]): string {
  if (values.length === 0) return text;
  const plain = values.reduce((rest, value) => (rest.includes(value) ? rest.replaceAll(value, '***') : rest), text);
  const readings = readLayers(plain);
  const ranges = readings.flatMap(reading => findValues(reading, readValues(values), plain.length));
  return ranges.length === 0 ? plain : replaceRanges(plain, ranges);
}

/** `text` with `***` for each of `ranges`, which may overlap: each begins where the one before it ended. */
export function replaceRanges(text: string, ranges: readonly Range[]): string {
  let result = '';
  let position = 0;
  for (const [start, end] of [...ranges].sort(([one], [other]) => one - other)) {
    if (end <= position) continue;
    result += start < position ? '' : `${text.slice(position, start)}***`;
    position = end;
  }
  return result + text.slice(position);
}

const readOnce = new WeakMap<readonly string[], readonly string[]>();

// A value may itself hold what looks like an escape: it is looked for as it is, and as it is read.
function readValues(values: readonly string[]): readonly string[] {
  const known = readOnce.get(values);
  if (known !== undefined) return known;
  const read = values.flatMap(value => [value, ...readLayers(value).map(({ text }) => text)]);
  const forms = [...new Set(read.filter(form => form.length >= SHORTEST))];
  readOnce.set(values, forms);
  return forms;
}

// From the first layer of escapes on, as many as there are.
function readLayers(text: string): Reading[] {
  const readings: Reading[] = [];
  let reading = readEscaped({ text, at: [] });
  while (reading !== undefined && readings.length < LAYERS) {
    readings.push(reading);
    reading = readEscaped(reading);
  }
  return readings;
}

// One layer of escapes fewer; undefined when there is none.
function readEscaped({ text, at }: Reading): Reading | undefined {
  const pieces: string[] = [];
  const starts: number[] = [];
  const place = (index: number): number => at[index] ?? index;
  let position = 0;
  for (const match of text.matchAll(ESCAPE)) {
    for (let index = position; index < match.index; index += 1) starts.push(place(index));
    const sign = signOf(match[0]);
    pieces.push(text.slice(position, match.index), sign);
    // Characters of one run of `%XX` stand for each other only as a whole, but each begins three signs after the last.
    for (let index = 0; index < sign.length; index += 1)
      starts.push(place(match.index + Math.floor((index * match[0].length) / sign.length)));
    position = match.index + match[0].length;
  }
  if (position === 0) return undefined;
  for (let index = position; index < text.length; index += 1) starts.push(place(index));
  return { text: pieces.join('') + text.slice(position), at: starts };
}

function signOf(written: string): string {
  if (/^(?:\n|\\[nr]$)/i.test(written)) return '';
  if (written.startsWith('%')) return Buffer.from(written.replaceAll('%', ''), 'hex').toString();
  if (written.startsWith('&')) return entityOf(written.slice(1, -1));
  const code = /^\\[ux]([\da-f]+)$/i.exec(written)?.[1];
  return code === undefined ? written.slice(-1) : String.fromCharCode(Number.parseInt(code, 16));
}

function entityOf(name: string): string {
  const code = /^#(?:x([\da-f]+)|(\d+))$/i.exec(name);
  if (code === null) return NAMED[name.toLowerCase()] ?? '';
  const point = code[1] === undefined ? Number(code[2]) : Number.parseInt(code[1], 16);
  return point <= 0x10_ff_ff ? String.fromCodePoint(point) : '';
}

function findValues({ text, at }: Reading, values: readonly string[], end: number): Range[] {
  return values.flatMap(value => {
    const found: Range[] = [];
    for (let index = text.indexOf(value); index >= 0; index = text.indexOf(value, index + value.length))
      found.push([at[index] ?? 0, at[index + value.length] ?? end]);
    return found;
  });
}
