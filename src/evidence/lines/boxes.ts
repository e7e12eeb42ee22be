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
