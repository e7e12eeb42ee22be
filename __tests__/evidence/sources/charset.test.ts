import { describe, expect, test } from '@jest/globals';
import { type Charset, decode, findCharset } from '../../../src/evidence/sources/charset.ts';

/** The bytes of `text` in a code page of one or two bytes, by trying all of them. */
function encode(text: string, charset: Charset): Uint8Array {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, number[]>();
  for (let first = 255; first >= 0; first -= 1) {
    for (let second = 255; second >= 0x40 && first > 0x80; second -= 1) {
      const decoded = decoder.decode(Uint8Array.of(first, second));
      if ([...decoded].length === 1) table.set(decoded, [first, second]);
    }
  }
  for (let byte = 255; byte >= 0; byte -= 1) table.set(decoder.decode(Uint8Array.of(byte)), [byte]);
  return Uint8Array.from([...text].flatMap(character => table.get(character) ?? []));
}

function encodeWide(text: string, bigEndian: boolean): Uint8Array {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

const SENTENCES: readonly (readonly [Charset, string])[] = [
  [
    'windows-1252',
    'psql:V2.sql:3: FEHLER:  Relation »users« existiert nicht\nSchlüssel (größe)=(3) ist noch vorhanden\n',
  ],
  ['windows-1252', 'ERREUR:  la relation « clients » n’existe pas\nDÉTAIL : La clé « numéro » a été refusée à côté\n'],
  ['windows-1252', 'ERROR:  no existe la relación «pedidos» (línea 3)\n'],
  // Few words, which in a page of two bytes are Chinese.
  ['windows-1252', 'Datenbankkontext wurde auf "Shop" geändert.\r\nUngültiger Objektname "dbo.Aufträge".\r\n'],
  ['windows-1252', 'Erreur de connexion : accès refusé\r\n'],
  ['windows-1252', 'Überlauf in Zeile 3\r\n'],
  ['windows-1251', 'psql:V2.sql:3: ОШИБКА:  отношение "users" не существует\n'],
  ['windows-1251', 'ОШИБКА:  столбец "номер" отношения «заказы» уже существует\nСТРОКА 1: ALTER TABLE\n'],
  ['ibm866', 'psql:V2.sql:3: ОШИБКА:  отношение "users" не существует\n'],
  ['shift_jis', 'psql:V2.sql:3: ERROR:  リレーション"users"は存在しません\n行 1: ALTER TABLE users\n'],
  ['gbk', 'psql:V2.sql:3: 错误:  关系 "users" 不存在\n第1行ALTER TABLE users\n'],
  ['euc-kr', 'psql:V2.sql:3: 오류:  "users" 이름의 릴레이션이 없습니다\n줄 1: ALTER TABLE\n'],
];

describe('findCharset', () => {
  test.each(SENTENCES)('%s: %s', (charset, text) => {
    const bytes = encode(text, charset);
    expect([findCharset(bytes), decode(bytes, findCharset(bytes))]).toEqual([charset, text]);
    // Only one line of a long log is foreign.
    const long = Buffer.concat([Buffer.from('CREATE TABLE\n'.repeat(20_000)), bytes]);
    expect(findCharset(long)).toBe(charset);
  });

  test.each([
    ['UTF-8', Buffer.from('Relation »users« 关系 リレー\n'), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from('\ufeffRelation\n'), 'utf-8'],
    ['UTF-16 with its mark', Buffer.from([0xff, 0xfe, ...encodeWide('Fehler\n', false)]), 'utf-16le'],
    ['UTF-16 of the other order', Buffer.from([0xfe, 0xff, ...encodeWide('Fehler\n', true)]), 'utf-16be'],
    ['UTF-16 without', encodeWide('ERROR: relation\r\n', false), 'utf-16le'],
    ['UTF-16 of the other order without', encodeWide('ERROR: relation\r\n', true), 'utf-16be'],
    ['UTF-16 of Cyrillic without', encodeWide('ОШИБКА:  отношение "users" не существует\r\n', false), 'utf-16le'],
    ['UTF-8 with a stray byte', Buffer.concat([Buffer.from('»a« »b« é è\n'), Uint8Array.of(0xe9, 0x0a)]), 'utf-8'],
    ['ASCII', Buffer.from('ERROR: x\n'), 'utf-8'],
    ['nothing', Buffer.from(''), 'utf-8'],
    ['what is no text', Uint8Array.from({ length: 4_000 }, (_, at) => (at * 7919 + (at >> 3)) % 256), 'utf-8'],
  ])('%s', (_name, bytes, expected) => {
    expect(findCharset(bytes)).toBe(expected);
  });

  test('the mark is no part of the text', () => {
    expect(decode(Buffer.from('\ufeffError'), 'utf-8')).toBe('Error');
    expect(decode(encodeWide('\ufeffError', true), 'utf-16be')).toBe('Error');
  });
});
