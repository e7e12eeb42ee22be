import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Columns that the demo uses. */
export const WIDTH = Math.min(Math.max(process.stdout.columns || 92, 64), 92);

/** `text` in a style; as it is when NO_COLOR is set or the output is no terminal. */
export function paint(style: Style, text: string): string {
  return styleText(style, text, { stream: process.stdout });
}

/** The columns that `text` takes: without escapes, and a wide character such as an emoji takes two. */
export function columns(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes of styleText are what is looked for
  const plain = text.replace(/\u001b\[[\d;]*m/g, '');
  const characters = [...new Intl.Segmenter().segment(plain)];
  return characters.reduce((sum, { segment }) => sum + (/\p{Emoji_Presentation}/u.test(segment) ? 2 : 1), 0);
}

/** `text` in lines of at most `width` columns, broken at blanks, and a longer word wherever it must. */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap(line => {
    const lines: string[] = [];
    for (const word of line.split(' ').flatMap(each => each.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [''])) {
      const last = lines.at(-1);
      if (last !== undefined && columns(last) + 1 + columns(word) <= width) lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(word);
    }
    return lines;
  });
}

/** A name, the text beside it, and the text's style. */
export type Row = readonly [name: string, text: string, style?: Style];

/** Rows whose texts are wrapped and stand in one column. Rows without a text are left out. */
export function table(rows: readonly Row[], width: number): string[] {
  const shown = rows.filter(([, text]) => text !== '');
  const indent = Math.max(0, ...shown.map(([name]) => columns(name))) + 2;
  return shown.flatMap(([name, text, style = 'reset']) =>
    wrap(text, width - indent).map((line, index) => {
      const label = index === 0 ? name : '';
      return `${paint('dim', label)}${' '.repeat(indent - columns(label))}${paint(style, line)}`;
    }),
  );
}

/** `lines` in a frame whose upper edge holds a title on the left and another on the right. */
export function frame(left: string, right: string, lines: readonly string[]): string[] {
  const inner = WIDTH - 2;
  const rule = '─'.repeat(Math.max(1, inner - columns(left) - columns(right) - 6));
  const edge = (text: string): string => paint('dim', text);
  return [
    `${edge('╭─')} ${left} ${edge(rule)} ${right} ${edge('─╮')}`,
    ...lines.map(line => `${edge('│')}  ${line}${' '.repeat(Math.max(0, inner - 2 - columns(line)))}${edge('│')}`),
    edge(`╰${'─'.repeat(inner)}╯`),
  ];
}
