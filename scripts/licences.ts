// The licences of what is bundled. ncc's own list leaves out the packages that are imported by their path.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module as webpack's statistics describe it, with those that were joined into it. */
export interface BundledModule {
  readonly name?: string;
  readonly modules?: readonly BundledModule[];
}

/** The names of the packages that the modules are of, in order. */
export function packagesOf(modules: readonly BundledModule[]): readonly string[] {
  return [...new Set(modules.flatMap(namesOf))].sort();
}

/** Name, licence and text of the licence of each package below `root`. Throws where a package has no such file. */
export function licencesOf(packages: readonly string[], root: string): string {
  return packages.map(name => licenceOf(name, join(root, 'node_modules', name))).join('\n');
}

function namesOf({ name = '', modules = [] }: BundledModule): readonly string[] {
  const own = [...name.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(match => match[1] ?? '');
  return [...own, ...modules.flatMap(namesOf)];
}

function licenceOf(name: string, folder: string): string {
  const files = readdirSync(folder).filter(file => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) throw new Error(`${name}: expected a file with its licence; got none`);
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim());
  return [name, license, ...texts, ''].join('\n');
}
