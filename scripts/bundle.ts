// Bundles the compiled sources: one file with what a page runs, and chunks with what it seldom needs.
import { builtinModules, createRequire } from 'node:module';
import { join } from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { minifySync } from '@swc/core';
import { type Plugin, type PreRenderedChunk, rollup } from 'rollup';

// Its types are those of its CommonJS build only.
const commonjs: () => Plugin = createRequire(import.meta.url)('@rollup/plugin-commonjs');

/** The bundle's files by name, minified and in ASCII, and the modules that are in them. */
export interface Bundle {
  readonly files: ReadonlyMap<string, string>;
  readonly modules: readonly string[];
}

/** Bundles what `lib/index.js` below `root` imports. Throws on whatever Rollup warns of. */
export async function bundle(root: string): Promise<Bundle> {
  const build = await rollup({
    input: join(root, 'lib/index.js'),
    // Chunks take what they share with the entry from the entry: it is one file, and flat.
    preserveEntrySignatures: false,
    external: name => builtinModules.includes(name.replace(/^node:/, '')),
    plugins: [nodeResolve({ exportConditions: ['node'] }), commonjs()],
    onwarn(warning) {
      // Other people's modules may import each other.
      if (warning.code !== 'CIRCULAR_DEPENDENCY') throw new Error(warning.message);
    },
  });
  const { output } = await build.generate({
    format: 'es',
    entryFileNames: 'index.js',
    chunkFileNames: nameChunk,
    hoistTransitiveImports: false,
    generatedCode: { constBindings: true },
  });
  await build.close();
  const chunks = output.filter(file => file.type === 'chunk');
  return {
    files: new Map(chunks.map(({ fileName, code }) => [fileName, minify(shareBuiltins(code))])),
    modules: chunks.flatMap(({ moduleIds }) => moduleIds),
  };
}

function nameChunk({ name, facadeModuleId }: PreRenderedChunk): string {
  const [, owner] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec((facadeModuleId ?? '').replaceAll('\\', '/')) ?? [];
  return `chunks/${owner?.replace('@', '').replace('/', '-') ?? name}.js`;
}

// V8 keeps a file with a single character beyond ASCII in twice the space.
function minify(code: string): string {
  const format = { comments: false, asciiOnly: true } as const;
  return minifySync(code, { module: true, compress: true, mangle: true, format }).code;
}

// An import of one of Node's own modules makes a module around it first, name by name.
function shareBuiltins(code: string): string {
  const take = (name: string): string => `process.getBuiltinModule('${name}')`;
  return code
    .replace(/^import (.+) from '([a-z:/_]+)';$/gm, (_, wanted: string, name: string) => {
      const [, whole, names] = /^(?:\* as )?([\w$]+)?(?:, )?(?:(\{.+\}))?$/.exec(wanted) ?? [];
      const parts = [whole, names?.replaceAll(' as ', ': ')].filter(part => part !== undefined);
      if (parts.length === 0) throw new Error(`import of ${name}: expected names; got ${wanted}`);
      return parts.map(part => `const ${part} = ${take(name)};`).join('\n');
    })
    .replace(/^import '[a-z:/_]+';$/gm, '')
    .replace(/\bimport\('(node:[a-z/_]+)'\)/g, (_, name: string) => `Promise.resolve(${take(name)})`);
}
