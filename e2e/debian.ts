import { Missing } from './missing.ts';
import { install, succeeds } from './shell.ts';

let listsAreFresh: Promise<string> | undefined;

/**
 * Makes sure that `check` (a line of bash) succeeds, installing the named packages when it does not and we may.
 * Throws Missing when there is no apt-get or no right to use it, and when the check still fails afterwards.
 */
export async function debian(check: string, packages: string[]): Promise<void> {
  if (await succeeds(check)) return;
  const names = packages.join(' ');
  const sudo = process.getuid?.() === 0 ? '' : 'sudo -n ';
  if (!(await succeeds(`command -v apt-get && ${sudo}true`))) {
    throw new Missing(`not on this machine, and apt-get cannot be used here: apt-get install ${names}`);
  }
  listsAreFresh ??= install(`${sudo}apt-get update -q`, '/');
  await listsAreFresh;
  await install(`${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${names}`, '/');
  if (!(await succeeds(check))) throw new Missing(`\`${check}\` fails even with ${names} installed`);
}
