import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cached, isCached } from './cache.ts';
import { debian } from './debian.ts';
import { Missing } from './missing.ts';
import { install, succeeds } from './shell.ts';
import type { Installed } from './tool.ts';

/**
 * From npm, the first package being the tool: `NAME@VERSION`. No install script of a package runs. Peers of other majors are let in (--force).
 */
export async function fromNpm(...packages: string[]): Promise<Installed> {
  const [name, version] = pinned(packages[0], '@');
  const home = await cached(`npm-${name}-${version}-${digest(packages)}`, async folder => {
    await install(
      `npm init -y && npm install --force --ignore-scripts --no-audit --no-fund --save-exact ${packages.join(' ')}`,
      folder,
    );
  });
  return { version, home, path: [join(home, 'node_modules', '.bin')] };
}

/** From PyPI into a virtual environment of its own, the first package being the tool: `NAME==VERSION`. */
export async function fromPypi(...packages: string[]): Promise<Installed> {
  const [name, version] = pinned(packages[0], '==');
  const home = await cached(`python-${name}-${version}-${digest(packages)}`, async folder => {
    const quoted = packages.map(item => `'${item}'`).join(' ');
    await install(`${await python()} -m venv . && bin/pip install -q --disable-pip-version-check ${quoted}`, folder);
  });
  return { version, home, path: [join(home, 'bin')] };
}

/** Built by the Go toolchain: `MODULE/PATH@vVERSION`, with the build tags that leave out other databases' drivers. */
export async function fromGo(command: string, tags: string): Promise<Installed> {
  if (!(await succeeds('command -v go'))) throw new Missing('needs the Go toolchain, which is not on this machine');
  const [path, version] = pinned(command, '@');
  const home = await cached(`go-${path.replaceAll('/', '-')}-${version}-${digest([tags])}`, async folder => {
    await install(`go install -tags '${tags}' ${command}`, folder, { GOBIN: join(folder, 'bin'), CGO_ENABLED: '0' });
  });
  return { version: version.replace(/^v/, ''), home, path: [join(home, 'bin')] };
}

/**
 * Built by cargo, `CRATE@VERSION`, with these features alone. That takes minutes, so it is done where `E2E_CARGO=true` asks for it, once.
 * @throws Missing when it was not built yet and is not asked for.
 */
export async function fromCargo(crate: string, features: string): Promise<Installed> {
  const [name, version] = pinned(crate, '@');
  const key = `cargo-${name}-${version}-${digest([features])}`;
  if (!isCached(key) && process.env.E2E_CARGO !== 'true') {
    throw new Missing('cargo takes minutes to build it: E2E_CARGO=true has it built, once');
  }
  if (!(await succeeds('command -v cargo'))) throw new Missing('needs cargo, which is not on this machine');
  const home = await cached(key, async folder => {
    await install(`cargo install --locked --root . --no-default-features --features ${features} ${crate}`, folder);
  });
  return { version, home, path: [join(home, 'bin')] };
}

/** From Debian's packages, in the version that this machine's Debian has: `version` is a line of bash that prints it. */
export async function fromDebian(check: string, version: string, packages: string[]): Promise<Installed> {
  await debian(check, packages);
  const printed = await install(version, '/');
  return { version: /\d+(?:\.\d+)+/.exec(printed)?.[0] ?? '', home: '/', path: [] };
}

/** A Java runtime, for the tools that are written in Java. */
export function java(): Promise<void> {
  return debian('java -version', ['default-jre-headless']);
}

async function python(): Promise<string> {
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11']) {
    if (await succeeds(`${name} -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'`)) return name;
  }
  await debian(`python3 -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'`, ['python3-venv']);
  return 'python3';
}

/** Tells apart what lies under one tool's name in the cache: with other packages beside it, or built otherwise. */
function digest(parts: string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex').slice(0, 8);
}

function pinned(item: string | undefined, separator: string): [string, string] {
  const at = item?.lastIndexOf(separator) ?? -1;
  if (item === undefined || at < 1) throw new Error(`${item} names no version: ${separator} is missing`);
  return [item.slice(0, at), item.slice(at + separator.length)];
}
