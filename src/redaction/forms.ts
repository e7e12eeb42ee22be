import { cleanText } from '../primitives/text.ts';

/** A piece of base64 that is shorter says nothing of what it is of. */
const SHORTEST_PIECE = 8;

/**
 * The forms of `value` that no escape of single characters explains: cleaned, URL-encoded with blanks as plus signs,
 * base64 (also as a part of a longer text), hex. What single escapes make of it is read where it stands.
 */
export function formsOf(value: string): string[] {
  const encoded = encodeURIComponent(value.toWellFormed());
  const strict = encoded.replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  const hex = Buffer.from(value).toString('hex');
  return [
    value,
    cleanText(value),
    ...[encoded, strict].flatMap(each => [
      each,
      each.replaceAll('%20', '+'),
      each.replace(/%[\dA-F]{2}/g, code => code.toLowerCase()),
    ]),
    ...base64Of(value),
    json,
    // Go's JSON, and how `bash -x` writes an apostrophe.
    json.replace(/[&<>]/g, sign => `\\u00${sign.charCodeAt(0).toString(16)}`),
    value.replaceAll("'", String.raw`'\''`),
    hex,
    hex.toUpperCase(),
  ];
}

// Within a longer text, as `user:password`, base64 depends on how many bytes stand before: three ways.
function base64Of(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64');
  const shifted = [1, 2].map(count => {
    const whole = Buffer.concat([Buffer.alloc(count), Buffer.from(value)])
      .toString('base64')
      .replace(/=+$/, '');
    return whole.slice(count + 1);
  });
  const unpadded = base64.replace(/=+$/, '');
  const length = Buffer.byteLength(value);
  const pieces = [unpadded.slice(0, Math.floor((length * 4) / 3)), ...shifted.map(withoutLast)].filter(isLong);
  return [base64, unpadded, ...pieces].flatMap(each => [each, each.replaceAll('+', '-').replaceAll('/', '_')]);
}

// The last character holds bits of what follows.
function withoutLast(text: string): string {
  return text.slice(0, -1);
}

function isLong(piece: string): boolean {
  return piece.length >= SHORTEST_PIECE;
}
