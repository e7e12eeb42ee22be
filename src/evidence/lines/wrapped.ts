import type { Line } from './line.ts';

const NEW_THOUGHT = /^(?:\s|[│╭╰┃•⚡✅❌📦🔒🔐💡🔍🔧🔄⏸⏱🛠🧪📋📚⚠])/u;

/**
 * Lines that a program broke at 80 columns, whole again. Rich (Confiture) leaves the space before a broken word at the end of the
 * line, and fills the line when it has to cut within a word.
 */
export function joinWrapped(lines: readonly Line[]): Line[] {
  const joined: Line[] = [];
  let open = false;
  let last = '';
  for (const line of lines) {
    const before = joined.at(-1);
    if (open && before !== undefined && line.text !== '' && !NEW_THOUGHT.test(line.text)) {
      const gap = last.length === 80 && /\s/.test(last) ? ' ' : '';
      joined[joined.length - 1] = { text: before.text + gap + line.text, at: before.at };
    } else {
      joined.push(line);
    }
    last = line.text;
    open = (line.text.endsWith(' ') && line.text.trim() !== '') || line.text.length === 80;
  }
  return joined;
}
