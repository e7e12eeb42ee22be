import { isUtf8 } from 'node:buffer';

/** A charset by a name that TextDecoder knows: https://encoding.spec.whatwg.org/#names-and-labels */
export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | Legacy;

type Legacy = 'shift_jis' | 'euc-kr' | 'gbk' | 'windows-1251' | 'ibm866' | 'windows-1252';

const SAMPLE = 65_536;

/**
 * The charset of a text by its bytes: by its mark, by the zeros of UTF-16 (Windows PowerShell's `>`), by being valid UTF-8, else the
 * legacy code page in which its foreign characters make words. `utf-8` when nothing fits. Takes time in proportion to the bytes.
 */
export function findCharset(bytes: Uint8Array): Charset {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const wide = findWide(bytes.subarray(0, SAMPLE));
  if (wide !== undefined) return wide;
  if (isUtf8(bytes)) return 'utf-8';
  const sample = pickForeignLines(bytes);
  return isMostlyUtf8(sample) ? 'utf-8' : findLegacy(sample);
}

/** The text of `bytes`, without the mark of its charset; what is not valid becomes U+FFFD. */
export function decode(bytes: Uint8Array, charset: Charset): string {
  return new TextDecoder(charset).decode(bytes);
}

// Blanks, digits and line ends have a zero in every script.
function findWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0];
  for (const [at, byte] of bytes.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > bytes.length / 20 && even < odd / 10) return 'utf-16le';
  return even > bytes.length / 20 && odd < even / 10 ? 'utf-16be' : undefined;
}

/** The lines that hold more than ASCII: only they tell the code page. */
function pickForeignLines(bytes: Uint8Array): Uint8Array {
  const lines: Uint8Array[] = [];
  let length = 0;
  for (let from = 0; from < bytes.length && length < SAMPLE; ) {
    const found = bytes.indexOf(0x0a, from);
    const line = bytes.subarray(from, found === -1 ? bytes.length : found + 1);
    if (line.some(byte => byte > 0x7f)) {
      lines.push(line);
      length += line.length;
    }
    from += line.length;
  }
  return Buffer.concat(lines).subarray(0, SAMPLE);
}

// A log of UTF-8 may hold some bytes of another charset.
function isMostlyUtf8(sample: Uint8Array): boolean {
  const foreign = decode(sample, 'utf-8').match(/[^\0-\x7f]/gu) ?? [];
  return foreign.filter(character => character === '\ufffd').length < foreign.length / 2;
}

/** The characters that make words in a code page, and what may stand among them. The first row that fits well enough has it. */
const LEGACY: readonly (readonly [Legacy, RegExp])[] = [
  ['shift_jis', /[\p{Script=Hiragana}\p{Script=Han}\u30a0-\u30ff\u3000-\u301f\uff01-\uff5e]/gu],
  ['euc-kr', /[\p{Script=Hangul}]/gu],
  ['gbk', /[\p{Script=Han}\u3000-\u301f\uff01-\uff5e“”‘’]/gu],
  ['ibm866', /\p{Script=Cyrillic}{2,}|№|(?<=^|\P{L})[авиксуоя](?=$|\P{L})/gu],
  ['windows-1251', /\p{Script=Cyrillic}{2,}|[«»№–—]|(?<=^|\P{L})[авиксуоя](?=$|\P{L})/gu],
  [
    'windows-1252',
    /(?<=[\p{L}])[À-ÖØ-öø-ÿŒœŠšŽž]{1,2}(?![À-ÿ])|(?<![À-ÿ])[À-ÖØ-öø-ÿ](?=[a-zA-Z ])|[«»„“”‘’–—…°§€¿¡]/gu,
  ],
];
const ENOUGH = 0.85;

function findLegacy(sample: Uint8Array): Charset {
  if (isLatin(sample)) return 'windows-1252';
  return LEGACY.find(([charset, words]) => shareOfWords(decode(sample, charset), words) >= ENOUGH)?.[0] ?? 'utf-8';
}

/** Whether most foreign bytes stand alone within words of ASCII (`ge\xe4ndert`): a page of two bytes makes one character of it and the letter behind. */
function isLatin(sample: Uint8Array): boolean {
  let foreign = 0;
  let alone = 0;
  for (const [at, byte] of sample.entries()) {
    if (byte <= 0x7f) continue;
    foreign += 1;
    if (byte >= 0xc0 && (sample[at - 1] ?? 0x20) <= 0x7f && isSmallLetter(sample[at + 1])) alone += 1;
  }
  return alone > foreign / 2;
}

function isSmallLetter(byte = 0): boolean {
  return byte >= 0x61 && byte <= 0x7a;
}

function shareOfWords(text: string, words: RegExp): number {
  const foreign = text.match(/[^\0-\x7f]/gu)?.length ?? 0;
  // A word of Cyrillic begins with a capital or has none: in the wrong code page capitals stand anywhere.
  const odd = text.match(/\p{Script=Cyrillic}{0,20}\p{Ll}\p{Lu}\p{Script=Cyrillic}{0,20}/gu)?.join('').length ?? 0;
  const fitting = text.match(words)?.join('').length ?? 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a text has few of them
  const controls = text.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0;
  return controls > text.length / 50 || foreign === 0 ? 0 : (fitting - odd) / foreign;
}
