// Every benchmark, and one table of them beside the last committed results: npm run bench -- all [--quick] [--save].
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { runCommand } from '../scripts/install.mjs'
import { Committed, HEAD, Results, rowOf } from './all/committed'
import { printRows } from './import/line'

const USAGE = `npm run bench -- all [--quick] [--only BENCH,…] [--save]
--quick: ten minutes, with few photos and without the long lines. --save keeps the results in bench/baseline.json, to be committed.`

/** What each benchmark is asked for, quick and in full. */
const BENCHES: Record<string, { quick: string[]; full: string[] }> = {
  import: { quick: ['--only', 'time,runner', '--size', 'quick'], full: [] },
  geo: { quick: ['--photos', '50000', '--only', 'tiles,search', '--keep'], full: ['--keep'] },
  viewer: { quick: ['--runs', '3'], full: [] },
  pages: { quick: ['--quick', '--keep'], full: ['--photos', '2000000', '--keep'] },
  load: { quick: ['--seconds', '20', '--only', 'flood,loris', '--keep'], full: ['--keep'] },
  vault: { quick: ['--size', 'quick'], full: [] },
}

const { values: asked } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    save: { type: 'boolean', default: false },
    only: { type: 'string' },
    help: { type: 'boolean' },
  },
})
const names = asked.only?.split(',') ?? Object.keys(BENCHES)
if (asked.help || names.some((name) => !(name in BENCHES))) {
  console.log(USAGE)
  process.exit(asked.help ? 0 : 1)
}
const mode = asked.quick ? 'quick' : 'full'
const resultsFolder = join(import.meta.dirname, '../../bench/results')
const baselineFile = join(import.meta.dirname, '../../bench/baseline.json')
const committed = existsSync(baselineFile) ? Committed.parse(JSON.parse(readFileSync(baselineFile, 'utf8'))) : {}
const results: Committed[string] = { machine: {}, benches: {} }
for (const name of names) {
  const { machine, lines } = await run(name, BENCHES[name]?.[mode] ?? [])
  Object.assign(results.machine, machine)
  results.benches[name] = lines
}
const rows = Object.entries(results.benches).flatMap(([bench, lines]) => {
  const before = committed[mode]?.benches[bench] ?? []
  return lines.map((line) =>
    rowOf(
      bench,
      line,
      before.find(({ name }) => name === line.name),
    ),
  )
})
printRows(HEAD, rows)
if (asked.save) save()
process.exitCode = Object.values(results.benches)
  .flat()
  .some(({ isMet }) => isMet === false)
  ? 2
  : 0

/** Runs one benchmark in a process of its own, as by itself, and reads what it wrote to bench/results/. */
async function run(name: string, args: string[]): Promise<z.infer<typeof Results>> {
  const written = () => readdirSync(resultsFolder).filter((file) => file.startsWith(`${name}-`))
  mkdirSync(resultsFolder, { recursive: true })
  const before = new Set(written())
  const startedAt = Date.now()
  const script = join(import.meta.dirname, `${name}.mjs`)
  const code = await runCommand(process.execPath, ['--enable-source-maps', script, ...args])
  const result = written().find((file) => !before.has(file))
  if (!result) throw new Error(`The benchmark ${name} ended with code ${code} and no results`)
  console.log(`${name} took ${Math.round((Date.now() - startedAt) / 1_000)} s`)
  return Results.parse(JSON.parse(readFileSync(join(resultsFolder, result), 'utf8')))
}

/** Keeps what was measured beside what other benchmarks left there. */
function save(): void {
  const benches = { ...committed[mode]?.benches, ...results.benches }
  const kept = { ...committed, [mode]: { machine: results.machine, benches } }
  writeFileSync(baselineFile, `${JSON.stringify(kept, null, 2)}\n`)
  console.log(`Written to ${baselineFile}`)
}
