// Says what is in dist: each package with its version, its licence and its kilobytes before minification, the largest first.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizesIn } from './licences.ts';

const root = join(import.meta.dirname, '..');
const stats = join(root, 'lib', 'ncc-stats.json');
if (!existsSync(stats))
  throw new Error('lib/ncc-stats.json: expected what a build leaves; got none. Run npm run build.');

const sizes = [...sizesIn(readFileSync(stats, 'utf8'))].sort(([, one], [, other]) => other - one);
for (const [folder, size] of sizes) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  console.log(`${(size / 1000).toFixed(1).padStart(7)} KB  ${license.padEnd(12)}  ${name} ${version}`);
}
