import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFloors, writeFloors } from '../../../scripts/floors.mjs'

const ROOT = join(import.meta.dirname, '../../..')

const floors = readFloors()
const folders = floors.map(({ folder }) => folder)

test('every folder of lib has a row', () => {
  const inLib = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of inLib) expect(folders).toContain(`lib/${name}`)
})

test('the rules of lint are written from the table', () => {
  expect(JSON.parse(readFileSync(join(ROOT, 'biome.floors.json'), 'utf8'))).toEqual(JSON.parse(writeFloors(floors)))
})

test('no row of the table imports one that imports it', () => {
  const allowed = new Map(floors.map((row) => [row.folder, row.allowed]))
  for (const [folder, below] of allowed)
    for (const name of below) expect(allowed.get(name) ?? [], `${name} imports ${folder}`).not.toContain(folder)
})

test('a floor that there is not is refused by name', () => {
  expect(() => readFloors('| `lib/attic` | noun | old things | roof |\n')).toThrow(
    'docs/architecture.md: lib/attic may import "roof", which is no floor.',
  )
})

let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'floors-'))
  for (const file of ['biome.json', 'biome.floors.json']) cpSync(join(ROOT, file), join(copy, file))
})
afterAll(() => rmSync(copy, { recursive: true }))

/** The files of which lint finds that rule broken. */
function lint(files: Record<string, string>, rule: string): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), text)
  }
  const biome = join(ROOT, 'node_modules/.bin/biome')
  const { stdout } = spawnSync(
    biome,
    ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none', '.'],
    {
      cwd: copy,
      encoding: 'utf8',
    },
  )
  return Object.keys(files).filter((path) =>
    stdout.split('\n').some((line) => line.includes(rule) && line.includes(`/${path},line=`)),
  )
}

test('an import that goes up fails in every folder', () => {
  const above = new Map([['app', 'db'], ['components', 'app'], ...folders.map((folder) => [folder, 'app'] as const)])
  const files = [...above].map(([folder, name]) => [
    `${folder}/turned.ts`,
    `import { value } from '@/${name}/value'\n\nexport const taken = value\n`,
  ])
  const climbing = folders.map((folder) => [
    `${folder}/climbing.ts`,
    "import { value } from '../value'\n\nexport const taken = value\n",
  ])
  const turned = Object.fromEntries([...files, ...climbing])
  expect(lint(turned, 'noRestrictedImports')).toEqual(Object.keys(turned))
})

test('a folder of the map that imports one above it fails', () => {
  const order = ['style', 'base', 'tools', 'cards', 'coverage'].map((name) => `components/map/${name}`)
  const files = order
    .slice(1)
    .map((above, at) => [
      `${order[at]}/above.ts`,
      `import { value } from '@/${above}/value'\n\nexport const taken = value\n`,
    ])
  const turned = Object.fromEntries(files)
  expect(lint(turned, 'noRestrictedImports')).toEqual(Object.keys(turned))
})

test('two files that import types of each other fail', () => {
  const cycle = {
    'lib/geo/one.ts': "import type { Two } from './two'\n\nexport type One = { two: Two | null }\n",
    'lib/geo/two.ts': "import type { One } from './one'\n\nexport type Two = { one: One | null }\n",
  }
  expect(lint(cycle, 'noImportCycles')).toEqual(Object.keys(cycle))
})
