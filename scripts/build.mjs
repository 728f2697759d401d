import './node-version.mjs'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { install, runCommand } from './install.mjs'
import { releaseLock, takeLock } from './lock.mjs'

const root = dirname(import.meta.dirname)
const output = join(root, '.build')
const standalone = join(root, '.next/standalone')
const hashFile = join(output, 'hash')
const lockFile = join(output, 'lock')

/** The processes that are not Next's: bundle name and entry point. */
const PROCESSES = {
  demo: 'demo/main.ts',
  runner: 'inngest/local/main.ts',
  draw: 'lib/photos/drawing/main.ts',
  migrate: 'db/main.ts',
  'check-env': 'lib/config/env-check.ts',
  'check-backup': 'scripts/check-backup.ts',
  'save-changes': 'scripts/save-changes.ts',
  restore: 'scripts/restore.ts',
  recount: 'scripts/recount.ts',
  'match-keys': 'scripts/match-keys.ts',
  'make-admin': 'scripts/make-admin.ts',
  invite: 'scripts/invite.ts',
  erase: 'scripts/erase.ts',
  'verify-backup': 'scripts/verify-backup.ts',
  dump: 'scripts/dump.ts',
  load: 'scripts/load.ts',
}
const NOT_SOURCE =
  /^(node_modules|tests|docs|bench|test-results|playwright-report|public\/(map|maplibre|signs|embed|icons|takeout|sw\.js)|next-env\.d\.ts|(vitest|playwright|drizzle)\.config\.ts|biome\.json|.*\.(tsbuildinfo|md))$/

/**
 * Builds everything that `up` runs, unless it is there and no source changed since, or this is an image (MTP_BUILT). Safe to call side by side.
 * @param {{ run?: typeof runCommand, say?: (line: string) => void }} [options]
 */
export async function build({ run = runCommand, say = console.log } = {}) {
  if (process.env.MTP_BUILT === 'true') return
  await withLock(async () => {
    const hash = hashOfSources()
    if (isBuilt(hash)) return
    say('Building')
    rmSync(hashFile, { force: true })
    await prepareAssets(run)
    await bundle(output)
    const code = await run(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })
    if (code !== 0) throw new Error(`next build failed with code ${code}`)
    cpSync(join(root, 'public'), join(standalone, 'public'), { recursive: true })
    cpSync(join(root, '.next/static'), join(standalone, '.next/static'), { recursive: true })
    // Next copies .env files; the launcher passes the environment of today instead.
    for (const name of readdirSync(standalone)) if (name.startsWith('.env')) rmSync(join(standalone, name))
    writeFileSync(hashFile, hash)
  })
}

/**
 * Prepares what `next dev` needs and keeps the bundles of the other processes fresh. Returns their folder.
 * @param {(name: string) => void} onChange called with a bundle's name when it is not the one it was
 * @param {{ run?: typeof runCommand }} [options]
 */
export async function watch(onChange, { run = runCommand } = {}) {
  const folder = join(output, 'dev')
  await withLock(() => prepareAssets(run))
  const seen = new Map()
  const compare = (result) => {
    for (const file of result.outputFiles ?? []) {
      const name = relative(folder, file.path)
      if (seen.has(name) && seen.get(name) !== file.hash && name.endsWith('.mjs')) onChange(name.replace(/\.mjs$/, ''))
      seen.set(name, file.hash)
      mkdirSync(dirname(file.path), { recursive: true })
      writeFileSync(file.path, file.contents)
    }
  }
  const { context } = await import('esbuild')
  const plugins = [{ name: 'compare', setup: (builder) => builder.onEnd(compare) }]
  const watcher = await context({ ...bundleOptions(folder), write: false, plugins })
  await watcher.rebuild()
  await watcher.watch()
  return folder
}

async function bundle(folder) {
  const esbuild = await import('esbuild')
  await esbuild.build(bundleOptions(folder))
}

function bundleOptions(outdir) {
  const present = Object.entries(PROCESSES).filter(([, source]) => existsSync(join(root, source)))
  return {
    absWorkingDir: root,
    entryPoints: Object.fromEntries(present),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  }
}

/** Puts what the browser loads by a fixed address into public/: the worker of MapLibre, traffic signs, the script of embedded photos, the viewer of takeouts, and the data of the map. */
async function prepareAssets(run) {
  const maplibre = join(root, 'node_modules/maplibre-gl')
  const { version } = JSON.parse(readFileSync(join(maplibre, 'package.json'), 'utf8'))
  const folder = join(root, 'public/maplibre', version)
  mkdirSync(folder, { recursive: true })
  cpSync(join(maplibre, 'dist/maplibre-gl-worker.mjs'), join(folder, 'maplibre-gl-worker.mjs'))

  copySigns()
  await drawIcons()
  await bundleForBrowsers()
  const { buildTakeoutViewer } = await import('./build-takeout-viewer.mjs')
  await buildTakeoutViewer()

  const mapData = join(root, 'scripts/build-map-data.mjs')
  if (!existsSync(mapData)) return
  const code = await run(process.execPath, [mapData])
  if (code !== 0) throw new Error(`scripts/build-map-data.mjs failed with code ${code}`)
}

/** The pictures of Mapillary's traffic signs, and which there are (docs/viewer.md). */
function copySigns() {
  const source = join(root, 'node_modules/mapillary_sprite_source/package_signs')
  const folder = join(root, 'public/signs')
  const names = readdirSync(source)
    .filter((name) => name.endsWith('.svg'))
    .sort()
  const index = JSON.stringify(names.map((name) => name.slice(0, -'.svg'.length)))
  const indexFile = join(folder, 'index.json')
  if (existsSync(indexFile) && readFileSync(indexFile, 'utf8') === index) return
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of names) cpSync(join(source, name), join(folder, name))
  writeFileSync(indexFile, index) // last: without it they are copied again
}

/** The icons of the installed site, from its one drawing. A maskable one is cut to a circle or less by some devices: its ground fills the square. */
async function drawIcons() {
  const { default: sharp } = await import('sharp')
  const drawing = readFileSync(join(root, 'app/icon.svg'), 'utf8')
  const folder = join(root, 'public/icons')
  mkdirSync(folder, { recursive: true })
  const draw = (svg, size, name) =>
    sharp(Buffer.from(svg), { density: (72 * size) / 32 })
      .resize(size, size)
      .png()
      .toFile(join(folder, name))
  const filled = drawing
    .replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"')
    .replace('<circle cx="16" cy="16" r="16"', '<rect x="-4" y="-4" width="40" height="40"')
  await Promise.all([draw(drawing, 192, '192.png'), draw(drawing, 512, '512.png'), draw(filled, 512, 'maskable.png')])
}

/** Scripts that are no part of a page of Next's: embedded photos, whose frames stay light, and the service worker, which has an address of its own. */
async function bundleForBrowsers() {
  const esbuild = await import('esbuild')
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { 'embed/viewer': 'components/viewer/embed/main.ts', sw: 'components/shell/service-worker/main.ts' },
    outdir: join(root, 'public'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    logLevel: 'warning',
  })
}

function isBuilt(hash) {
  return (
    existsSync(hashFile) &&
    readFileSync(hashFile, 'utf8') === hash &&
    existsSync(join(standalone, 'server.js')) &&
    existsSync(join(output, 'migrate.mjs'))
  )
}

function hashOfSources() {
  const hash = createHash('sha256').update(`${root} ${process.platform} ${process.arch} ${process.versions.modules}`)
  for (const path of sourcesBelow(root)) hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function sourcesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      const name = relative(root, path).replaceAll('\\', '/')
      if (entry.name.startsWith('.') || NOT_SOURCE.test(name)) return []
      if (entry.isDirectory()) return sourcesBelow(path)
      return entry.isFile() ? [name] : []
    })
}

async function withLock(work) {
  while (takeLock(lockFile)) await delay(500) // another command of this checkout is building
  try {
    return await work()
  } finally {
    releaseLock(lockFile)
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await install()
    await build()
  } catch (error) {
    console.error(error.message)
    process.exit(1)
  }
}
