// Names who hosts the action, wherever a document, an example or a workflow does: `npm run name ACCOUNT`, after a fork. The
// account's owner reviews changes; of an organization name a team, too: `npm run name ORGANIZATION/TEAM`.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const [given = '', ...more] = process.argv.slice(2);
// https://docs.github.com/enterprise-cloud@latest/admin/concepts/identity-and-access-management/username-considerations
const [, owner] = /^([a-z\d](?:[a-z\d]|[-_](?=[a-z\d])){0,38})(?:\/[a-z\d][\w.-]{0,99})?$/i.exec(given) ?? [];

if (owner === undefined || more.length > 0) {
  const got = [given, ...more].join(' ');
  console.error(`npm run name: expected an account of GitHub (acme) or its team (acme/platform); got "${got}"`);
  process.exitCode = 1;
} else {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { repository: string };
  const [, known = '', name = ''] = /^github:([^/]+)\/(.+)$/.exec(repository) ?? [];
  const address = new RegExp(`(?<![\\w.-])${known}(?=/${name}\\b)`, 'g');
  const rename = (path: string, text: string): string => {
    if (path === '.github/CODEOWNERS') return text.replaceAll(/@\S+/g, `@${given}`);
    // Whoever reads the documents of a fork need not ask who that is.
    return text.replaceAll(address, owner).replaceAll(/^`OWNER` is [^.]*\.\n+|`OWNER` is [^.]*\. ?/gm, '');
  };
  const listed = execFileSync('git', ['ls-files', '-z', '*.md', '*.yml', '.github/CODEOWNERS', 'package.json'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\0').filter(path => path !== '' && !path.startsWith('__tests__/'));
  const changed = paths.filter(path => {
    const text = readFileSync(join(root, path), 'utf8');
    const renamed = rename(path, text);
    if (renamed !== text) writeFileSync(join(root, path), renamed);
    return renamed !== text;
  });
  const hosts = `${owner}/${name} is the action's name`;
  console.log(changed.length === 0 ? `${hosts} already.` : `${hosts} now, in ${changed.length} files. Commit them.`);
}
