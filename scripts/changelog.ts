/**
 * What a changelog says of a version, without its heading: the text of a release. Throws where the section is missing, empty
 * or without a date, or something is still listed as unreleased. https://keepachangelog.com/en/1.1.0/
 */
export function releaseNotes(changelog: string, version: string): string {
  const sections = sectionsOf(changelog);
  const section = sections.find(({ name }) => name === version);
  if (section === undefined) throw new Error(`CHANGELOG.md: expected a section [${version}]; got none`);
  if (section.text === '') throw new Error(`CHANGELOG.md: expected a text below [${version}]; got none`);
  if (!/^\d{4}-\d\d-\d\d$/.test(section.date)) {
    const expected = `## [${version}] - YYYY-MM-DD`;
    throw new Error(`CHANGELOG.md: expected the heading "${expected}"; got the date "${section.date}"`);
  }
  if (sections.some(({ name, text }) => name === 'Unreleased' && text !== '')) {
    throw new Error(`CHANGELOG.md: expected nothing below [Unreleased]; move its entries to [${version}]`);
  }
  return section.text;
}

/** The sections of a changelog, newest first: `name` is `Unreleased` or a version, `date` is empty where there is none. */
export function sectionsOf(changelog: string): readonly { name: string; date: string; text: string }[] {
  return changelog
    .split(/^(?=## \[)/m)
    .filter(part => part.startsWith('## ['))
    .map(section => {
      const [heading = '', ...lines] = section.split('\n');
      const [, name = '', date = ''] = /^## \[([^\]]+)\](?: - (.*))?$/.exec(heading.trimEnd()) ?? [];
      // The addresses of the headings' links stand at the end of the file.
      return {
        name,
        date,
        text: lines
          .filter(line => !/^\[[^\]]+\]: /.test(line))
          .join('\n')
          .trim(),
      };
    });
}
