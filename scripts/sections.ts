/**
 * Puts `lines` between the marks `<!-- name:begin … -->` and `<!-- name:end -->` of a document. Throws when the marks are
 * not there.
 */
export function fillSection(document: string, name: string, lines: readonly string[]): string {
  const section = new RegExp(`(<!-- ${name}:begin[^\n]*-->\n)[^]*?(<!-- ${name}:end -->)`);
  if (!section.test(document)) throw new Error(`expected the marks of a section ${name}; got a document without them`);
  return document.replace(section, (_, begin: string, end: string) => `${begin}${lines.join('\n')}\n${end}`);
}
