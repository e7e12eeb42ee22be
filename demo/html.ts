import { paint, table, WIDTH, wrap } from './terminal.ts';

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** The job summary's HTML as lines for a terminal: headings, paragraphs, tables of two columns, links with their address. */
export function renderHtml(html: string): string[] {
  const width = WIDTH - 4;
  const blocks = html.matchAll(/<(h\d|p|table|pre|summary)\b[^>]*>([\s\S]*?)<\/\1>/g);
  return [...blocks].flatMap(([, tag = '', inner = '']) => {
    switch (tag) {
      case 'table':
        return [
          ...table(
            [...inner.matchAll(/<tr>\s*<t[hd][^>]*>([\s\S]*?)<\/t[hd]>\s*<td[^>]*>([\s\S]*?)<\/td>\s*<\/tr>/g)].map(
              ([, name = '', value = '']) => [plain(name), plain(value)],
            ),
            width,
          ),
          '',
        ];
      case 'p':
      case 'pre':
        return [...wrap(plain(inner), width), ''];
      default:
        return [paint('bold', plain(inner)), ''];
    }
  });
}

function plain(html: string): string {
  return html
    .replace(/<br>\s*/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d+)|(\w+));/g, (_whole, code?: string, name = '') =>
      code === undefined ? (ENTITIES[name] ?? '') : String.fromCodePoint(Number(code)),
    )
    .trim();
}
