// Writes biome.floors.json from the table of folders in docs/architecture.md: npm run floors.
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(import.meta.dirname)

const DATABASE = ['drizzle-orm', 'drizzle-orm/**', 'postgres']
const FRAMEWORK = ['next', 'next/**', 'next-auth', 'next-auth/**', 'react', 'react-dom']
const MAP = ['maplibre-gl', 'maplibre-gl/**']
const SPHERE = ['@photo-sphere-viewer/**']

/** The packages that the folders of a floor leave to others. */
const FOREIGN_PACKAGES = {
  functions: [...DATABASE, ...MAP],
  runner: MAP,
  transport: MAP,
  noun: [...FRAMEWORK, ...MAP],
  port: [...DATABASE, ...FRAMEWORK, ...MAP],
  database: [...FRAMEWORK, ...MAP],
  ground: [...DATABASE, ...FRAMEWORK, ...MAP],
}

/** `app/` and `components/` may import whatever is not named here. */
const NOT_IN_APP = ['@/db/**', '@/demo/**', '@/tests/**', '@/inngest/local/**', ...DATABASE, ...MAP, ...SPHERE]
const NOT_IN_COMPONENTS = [
  ...['@/app/**', '@/db/**', '@/inngest/**', '@/demo/**', '@/tests/**', '@/lib/config/**'],
  ...['@/lib/server/**', '!@/lib/server/form-action', '!@/lib/server/api/**'],
  ...DATABASE,
]

/** The folders of `components/map/`: each may import those before it. */
const MAP_FOLDERS = ['style', 'base', 'tools', 'cards', 'coverage'].map((name) => `components/map/${name}`)

/**
 * The rows of the table: folder, floor, and all folders that it may import.
 * The last column says `floor` for each folder of that floor, and `floor below` for those in later rows.
 */
export function readFloors(page = readFileSync(join(root, 'docs/architecture.md'), 'utf8')) {
  const cells = [...page.matchAll(/^\| `([^`]+)` \| (\w+) \| [^|]* \| ([^|]*) \|$/gm)]
  const rows = cells.map(([, folder, floor, imports]) => ({ folder, floor, imports: imports.split(', ') }))
  return rows.map(({ folder, floor, imports }, at) => {
    const allowed = imports.flatMap((words) => {
      const [named, below] = words.trim().split(' ')
      if (!(named in FOREIGN_PACKAGES) || (below && below !== 'below'))
        throw new Error(`docs/architecture.md: ${folder} may import "${words}", which is no floor.`)
      const folders = rows
        .filter((row, index) => row.floor === named && (!below || index > at))
        .map((row) => row.folder)
      return named === 'ground' ? [...folders, 'lib/errors'] : folders
    })
    return { folder, floor, allowed }
  })
}

/** The text of biome.floors.json. */
export function writeFloors(rows = readFloors()) {
  const entries = rows.map(({ folder, floor, allowed }) => {
    const inner = rows.map((row) => row.folder).filter((other) => other.startsWith(`${folder}/`))
    return entry(
      folder,
      ['@/**', `!@/${pattern(folder)}`, ...allowed.map((name) => `!@/${pattern(name)}`), ...FOREIGN_PACKAGES[floor]],
      inner,
    )
  })
  const overrides = [
    entry('app', NOT_IN_APP),
    entry('components', [...NOT_IN_COMPONENTS, ...MAP, ...SPHERE]),
    ...entries,
    entry('components/map', [...NOT_IN_COMPONENTS, ...SPHERE], MAP_FOLDERS),
    ...MAP_FOLDERS.map((folder, at) =>
      entry(folder, [
        ...NOT_IN_COMPONENTS,
        ...SPHERE,
        ...MAP_FOLDERS.slice(at + 1).map((above) => `@/${pattern(above)}`),
      ]),
    ),
    entry('components/viewer', [...NOT_IN_COMPONENTS, ...MAP]),
  ]
  const suspicious = { noImportCycles: { level: 'error', options: { ignoreTypes: false } } }
  const schema = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8')).$schema
  return `${JSON.stringify({ $schema: schema, linter: { rules: { suspicious } }, overrides }, null, 2)}\n`
}

function entry(folder, group, inner = []) {
  const message = `${folder} imports only what the table in docs/architecture.md allows.`
  const options = { patterns: [{ group: ['../**', ...group], message }] }
  const includes = [pattern(folder), ...inner.map((name) => `!${pattern(name)}`)]
  return { includes, linter: { rules: { style: { noRestrictedImports: { level: 'error', options } } } } }
}

/** `lib/errors` is a file, all other rows are folders. */
function pattern(name) {
  return name === 'lib/errors' ? name : `${name}/**`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(join(root, 'biome.floors.json'), writeFloors())
