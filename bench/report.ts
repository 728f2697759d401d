import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Line, printTable } from './import/line'

/** Measures one after the other, prints the table and writes it as JSON to bench/results/. Resolves with the exit code: 2 when a goal was missed. */
export async function report(
  bench: string,
  { names, measure }: { names: string[]; measure: (name: string) => Promise<Line[]> },
): Promise<number> {
  const machine = {
    processors: `${cpus().length} × ${cpus()[0]?.model}`,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
  }
  const lines: Line[] = []
  const loads: Record<string, number[]> = {} // 1 minute's load average of the machine before and after each measure
  for (const name of names) {
    console.log(`Measuring ${name}`)
    const before = loadavg()[0] ?? 0
    lines.push(...(await measure(name)))
    loads[name] = [before, loadavg()[0] ?? 0]
  }

  printTable(lines)
  const folder = join(import.meta.dirname, '../../bench/results')
  const file = join(folder, `${bench}-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ command: process.argv.slice(2), machine, loads, lines }, null, 2)}\n`)
  console.log(`Written to ${file}`)
  return lines.every(({ isMet }) => isMet !== false) ? 0 : 2
}
