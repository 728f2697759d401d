// Every benchmark, and one table of them beside the last committed results: npm run bench -- all [--quick] [--save].
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runCommand } from '../scripts/install.mjs'
import { BENCHES } from './all/benches'
import { Committed, HEAD, Results, rowOf, runOf } from './all/committed'
import { withTable } from './all/markdown'
import { printRows } from './import/line'

const USAGE = `npm run bench -- all [--quick] [--only BENCH,…] [--save]
--quick: ten minutes, with few photos and without the long lines. --save keeps the results in bench/baseline.json and, the quick ones, in the table of docs/performance.md, to be committed.`

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
const documentFile = join(import.meta.dirname, '../../docs/performance.md')
const committed = existsSync(baselineFile) ? Committed.parse(JSON.parse(readFileSync(baselineFile, 'utf8'))) : {}
const results: Committed[string] = { runs: {}, benches: {} }
for (const name of names) {
  const measured = await run(name, BENCHES[name]?.[mode] ?? [])
  results.runs[name] = runOf(measured)
  results.benches[name] = measured.lines
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
async function run(name: string, args: string[]): Promise<Results> {
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
  const { runs, benches } = committed[mode] ?? { runs: {}, benches: {} }
  const kept = { runs: { ...runs, ...results.runs }, benches: { ...benches, ...results.benches } }
  writeFileSync(baselineFile, `${JSON.stringify({ ...committed, [mode]: kept }, null, 2)}\n`)
  if (asked.quick) writeFileSync(documentFile, withTable(readFileSync(documentFile, 'utf8'), kept))
  console.log(`Written to ${baselineFile}${asked.quick ? ` and ${documentFile}` : ''}`)
}
