import { type InputReader, quote, readHttpUrl } from './input-reader.ts';
import { isMap, parseYaml } from './yaml.ts';

/** A link of the page. `href` is an absolute http(s) URL: PagerDuty refuses the whole event otherwise. */
export interface Link {
  readonly href: string;
  readonly text: string;
}

/** Reads lines `Text=https://…` (or bare URLs), or a YAML list of `{text, href}`. Unusable ones are left out with a problem. */
export async function readLinks(reader: InputReader): Promise<readonly Link[]> {
  const text = reader.text('links');
  const pairs = /^\s*[-[]/.test(text) ? await readList(text, reader) : readLines(text);
  return pairs.flatMap(pair => {
    const name = pair.text.trim();
    const href = readHttpUrl(pair.href.trim());
    if (href !== undefined) return [{ href, text: name || href }];
    const expected = `an absolute http(s) URL${name === '' ? '' : ` for ${quote(name)}`}`;
    reader.report({ input: 'links', expected, got: pair.href, consequence: 'The link is left out.' });
    return [];
  });
}

function readLines(text: string): Link[] {
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')
    .map(line => {
      const match =
        /^(?!https?:\/\/)(.*?)=\s*(https?:\/\/.*)$/i.exec(line) ?? /^(?!https?:\/\/)(.*?)=(.*)$/i.exec(line);
      return { text: match?.[1] ?? '', href: match?.[2] ?? line };
    });
}

async function readList(text: string, reader: InputReader): Promise<Link[]> {
  const parsed = await parseYaml(text);
  if ('failure' in parsed || !Array.isArray(parsed.value)) {
    reader.report({
      input: 'links',
      expected: 'lines Text=https://… or a YAML list of {text, href}',
      got: text,
      ...('failure' in parsed ? { why: parsed.failure } : {}),
      consequence: 'No link is added.',
    });
    return [];
  }
  return parsed.value.map(item =>
    isMap(item) ? { text: String(item.text ?? ''), href: String(item.href ?? '') } : { text: '', href: String(item) },
  );
}
