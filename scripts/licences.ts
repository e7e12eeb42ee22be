// The licences of what is bundled.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The names of the packages that the modules with these paths are of, in order. */
export function packagesOf(modules: readonly string[]): readonly string[] {
  const paths = modules.map(path => path.replaceAll('\\', '/'));
  const names = paths.flatMap(path =>
    [...path.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)\//g)].map(([, name]) => name),
  );
  return [...new Set(names.filter(name => name !== undefined))].sort();
}

/** Name, licence and text of the licence of each package below `root`. Throws where a package has no such file. */
export function licencesOf(packages: readonly string[], root: string): string {
  return packages.map(name => licenceOf(name, join(root, 'node_modules', name))).join('\n');
}

function licenceOf(name: string, folder: string): string {
  const files = readdirSync(folder).filter(file => /^(?:licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) throw new Error(`${name}: expected a file with its licence; got none`);
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = files.map(file => readFileSync(join(folder, file), 'utf8').replace(/\r\n/g, '\n').trim());
  return [name, license, ...texts, ''].join('\n');
}
