// Completes package-lock.json where a registry has a tool's binary for some platforms only: npm then leaves the others
// out of the lock file, and `npm ci` refuses it on every machine. Their names tell the platform; npm skips what is not ours.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Locked {
  readonly version?: string;
  readonly dev?: boolean;
  readonly license?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
}

const path = join(import.meta.dirname, '..', 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, Locked> };
const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const only = <K extends string>(key: K, value: string | undefined) => (value === undefined ? {} : { [key]: [value] });
const added: string[] = [];
for (const [where, owner] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    const place = `node_modules/${name}`;
    if (where === '' || lock.packages[place] !== undefined || lock.packages[`${where}/${place}`] !== undefined)
      continue;
    const words = name.replace(/^@[^/]+\//, '').split('-');
    const musl = /musl/.test(name);
    lock.packages[place] = {
      version: version.replace(/^[~^]/, ''),
      ...only(
        'cpu',
        PROCESSORS.find(each => words.includes(each)),
      ),
      ...(owner.dev === true ? { dev: true } : {}),
      ...only('libc', musl ? 'musl' : undefined),
      ...(owner.license === undefined ? {} : { license: owner.license }),
      optional: true,
      ...only(
        'os',
        SYSTEMS.find(each => words.includes(each)),
      ),
    };
    added.push(name);
  }
}
const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
console.log(added.length === 0 ? 'The lock file names every platform.' : `Added ${added.length}: ${added.join(', ')}`);
