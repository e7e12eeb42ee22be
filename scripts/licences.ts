// The licences of what is bundled.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A module as webpack's statistics list it, with those that were joined into it. https://webpack.js.org/api/stats/#module-object */
interface Module {
  readonly name?: string;
  readonly size: number;
  /** The files that it is in; none where it was joined into another module. */
  readonly chunks?: readonly unknown[];
  readonly modules?: readonly Module[];
}

/** The names of the packages that are in a bundle, in order, by what `ncc --stats-out` wrote: JSON. */
export function packagesIn(stats: string): readonly string[] {
  const { modules } = JSON.parse(stats) as { readonly modules: readonly Module[] };
  const packages = namesOf(modules).flatMap(path => path.match(/(?<=node_modules\/)(?:@[^/]+\/)?[^/]+(?=\/)/g) ?? []);
  return [...new Set(packages)].sort();
}

function namesOf(modules: readonly Module[]): readonly string[] {
  return modules.flatMap(({ name = '', modules: joined = [] }) => [name, ...namesOf(joined)]);
}

/** The bytes of each folder of a package that is in a bundle, before minification; those of our own sources are `''`. */
export function sizesIn(stats: string): ReadonlyMap<string, number> {
  const { modules } = JSON.parse(stats) as { readonly modules: readonly Module[] };
  const sizes = new Map<string, number>();
  for (const { name = '', size } of leavesOf(modules.filter(({ chunks }) => chunks?.length !== 0))) {
    const folder = /^\.\/(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? '';
    sizes.set(folder, (sizes.get(folder) ?? 0) + size);
  }
  return sizes;
}

function leavesOf(modules: readonly Module[]): readonly Module[] {
  return modules.flatMap(module => (module.modules === undefined ? [module] : leavesOf(module.modules)));
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
