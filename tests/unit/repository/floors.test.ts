import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

const ROOT = join(import.meta.dirname, '../../..')

const Rule = z.object({
  options: z.object({ patterns: z.tuple([z.object({ group: z.array(z.string()), message: z.string() })]) }),
})
const Floors = z.object({
  overrides: z.array(
    z.object({
      includes: z.array(z.string()),
      linter: z.object({ rules: z.object({ style: z.object({ noRestrictedImports: Rule }) }) }),
    }),
  ),
})

/** What each folder of the table may import. */
function readTable(): Map<string, string[]> {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')
  const rows = [...page.matchAll(/^\| `([^`]+)` \| [^|]* \| ([^|]*) \|$/gm)]
  return new Map(
    rows.map(([, folder = '', may = '']) => [folder, [...may.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)]),
  )
}

/** What each folder may import by the rules of lint. */
function readRules(): Map<string, string[]> {
  const { overrides } = Floors.parse(JSON.parse(readFileSync(join(ROOT, 'biome.floors.json'), 'utf8')))
  return new Map(
    overrides.flatMap(({ includes: [folder = ''], linter }) => {
      const [{ group }] = linter.rules.style.noRestrictedImports.options.patterns
      const isClosed = group.includes('@/**')
      const may = group.flatMap((pattern) => /^!@\/(.*?)(\/\*\*)?$/.exec(pattern)?.[1] ?? [])
      return isClosed ? [[folder.replace('/**', ''), may] as const] : []
    }),
  )
}

const table = readTable()
const rules = readRules()

test('every folder of lib has a row', () => {
  const folders = readdirSync(join(ROOT, 'lib'), { withFileTypes: true }).filter((entry) => entry.isDirectory())
  for (const { name } of folders) expect([...table.keys()]).toContain(`lib/${name}`)
})

test('the rules of lint say what the table says', () => {
  expect([...rules.keys()].toSorted()).toEqual([...table.keys()].toSorted())
  for (const [folder, may] of rules) {
    const written = table.get(folder) ?? []
    expect({ folder, may: may.filter((name) => name !== folder).toSorted() }).toEqual({
      folder,
      may: written.toSorted(),
    })
  }
})

test('no row of the table imports one that imports it', () => {
  for (const [folder, may] of table)
    for (const name of may) expect(table.get(name) ?? [], `${name} imports ${folder}`).not.toContain(folder)
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
  const above = new Map([
    ['app', 'db'],
    ['components', 'app'],
    ...[...table.keys()].map((folder) => [folder, 'app'] as const),
  ])
  const files = [...above].map(([folder, name]) => [
    `${folder}/turned.ts`,
    `import { value } from '@/${name}/value'\n\nexport const taken = value\n`,
  ])
  const climbing = [...table.keys()].map((folder) => [
    `${folder}/climbing.ts`,
    "import { value } from '../value'\n\nexport const taken = value\n",
  ])
  const turned = Object.fromEntries([...files, ...climbing])
  expect(lint(turned, 'noRestrictedImports')).toEqual(Object.keys(turned))
})

test('two files that import types of each other fail', () => {
  const cycle = {
    'lib/geo/one.ts': "import type { Two } from './two'\n\nexport type One = { two: Two | null }\n",
    'lib/geo/two.ts': "import type { One } from './one'\n\nexport type Two = { one: One | null }\n",
  }
  expect(lint(cycle, 'noImportCycles')).toEqual(Object.keys(cycle))
})
