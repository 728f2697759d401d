// Bundles a benchmark of bench/ and runs it against the built product: npm run bench -- import [options].
import './node-version.mjs'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { install, runCommand } from './install.mjs'

const root = dirname(import.meta.dirname)
const [name, ...args] = process.argv.slice(2)
try {
  process.exitCode = await main()
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function main() {
  if (!/^\w+$/.test(name ?? '') || !existsSync(join(root, 'bench', `${name}.ts`))) {
    throw new Error('There is no such benchmark. Usage: npm run bench -- import [--help]')
  }
  await install()
  await build()
  const folder = join(root, '.build/bench')
  await bundleBench(folder)
  return runCommand(process.execPath, ['--enable-source-maps', join(folder, `${name}.mjs`), ...args])
}

/** Bundles the benchmarks and their upstream. Scripts stay where they are: they know the project by their own place. */
async function bundleBench(folder) {
  const { build: bundle } = await import('esbuild')
  await bundle({
    absWorkingDir: root,
    entryPoints: {
      all: 'bench/all.ts',
      import: 'bench/import.ts',
      geo: 'bench/geo.ts',
      viewer: 'bench/viewer.ts',
      load: 'bench/load.ts',
      pages: 'bench/pages.ts',
      vault: 'bench/vault.ts',
      upstream: 'bench/import/upstream.ts',
    },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
    plugins: [{ name: 'scripts', setup: (builder) => builder.onResolve({ filter: /\/scripts\/.*\.mjs$/ }, external) }],
  })
}

function external({ path, resolveDir }) {
  return { path: pathToFileURL(join(resolveDir, path)).href, external: true }
}
