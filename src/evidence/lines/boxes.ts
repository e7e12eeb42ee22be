import type { CarriedLine } from './line.ts';

// A line of a box: two blanks on either side of the words.
const INSIDE = /^ {2}\S.* {2}$|^ {2} {1,3}\S.* {2}$/;
const NARROWEST = 40;

/**
 * The lines of a box in which Symfony's console (Laravel, Doctrine, Phinx) shows an exception, whole again: each is padded to one width,
 * and the words are cut there, be it within a word. What was joined stands on the first line. https://github.com/symfony/console/blob/7.2/Application.php
 */
export function joinBoxes(lines: readonly CarriedLine[]): CarriedLine[] {
  const joined: CarriedLine[] = [];
  let width = 0;
  for (const line of lines) {
    const before = joined.at(-1);
    const { text } = line;
    const isInside = text.length >= NARROWEST && INSIDE.test(text);
    if (isInside && before !== undefined && width === text.length) {
      joined[joined.length - 1] = { ...before, text: before.text.slice(0, -2) + text.slice(2) };
    } else {
      joined.push(line);
    }
    // A line that ends in more blanks ends its sentence.
    width = isInside && !text.endsWith('    ') ? text.length : 0;
  }
  return joined;
}

// A line within a drawn frame: its indentation, its words, the blanks that fill it.
const FRAMED = /^│( {2,12})(\S.*?) *│$/u;
const BROKEN = /^(?:at |\(node:|\.\.\.|[-*•] )/;

/**
 * The lines of a frame drawn by boxen (Strapi, npm's notices), without it, and whole again: what its author wrote in a line is broken
 * between words; the rest has the same indentation. https://github.com/sindresorhus/boxen
 */
export function joinFrames(lines: readonly CarriedLine[]): CarriedLine[] {
  const joined: CarriedLine[] = [];
  let indent = '';
  let width = 0;
  for (const line of lines) {
    const [, blanks = '', words = ''] = FRAMED.exec(line.text) ?? [];
    const before = joined.at(-1);
    if (words === '') {
      joined.push(line);
      width = 0;
    } else if (before !== undefined && width === line.text.length && blanks === indent && !BROKEN.test(words)) {
      joined[joined.length - 1] = { ...before, text: `${before.text} ${words}` };
    } else {
      joined.push({ ...line, text: words });
      indent = blanks;
      width = line.text.length;
    }
  }
  return joined;
}
