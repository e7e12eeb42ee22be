import { decode, findCharset } from './charset.ts';

/** The text of a file by its head and its tail, `cut` where something lies between them; undefined: it is binary. */
export function decodeParts(head: Uint8Array, tail: Uint8Array, cut: boolean): string | undefined {
  const whole = Buffer.concat([head, tail]);
  const charset = findCharset(whole);
  if (!cut) {
    const text = decode(whole, charset);
    return isBinary(text) ? undefined : text;
  }
  const first = decode(head, charset);
  if (isBinary(first)) return undefined;
  const isHalf = charset.startsWith('utf-16') && tail.length % 2 === 1;
  const last = decode(isHalf ? tail.subarray(1) : tail, charset);
  // Half lines at the cut say nothing.
  return `${first.slice(0, first.lastIndexOf('\n') + 1)}\n${last.slice(last.indexOf('\n') + 1)}`;
}

/** Text has no NUL and few bytes that are not UTF-8: a log may hold some of another charset. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, SAMPLE);
  const strange = [...sample].filter(character => character === '\0' || character === '\ufffd').length;
  return strange > 8 && strange > sample.length / 20;
}

const SAMPLE = 8 * 1024;
