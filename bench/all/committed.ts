import { z } from 'zod'

const Measured = z.object({
  name: z.string(),
  measured: z.string(),
  baseline: z.string(),
  goal: z.string(),
  isMet: z.boolean().nullable(),
  values: z.record(z.string(), z.unknown()),
})
export type Measured = z.infer<typeof Measured>

/** What a benchmark writes. */
export const Results = z.object({
  machine: z.object({ processors: z.string(), memoryGigabytes: z.number(), node: z.string(), commit: z.string() }),
  loads: z.record(z.string(), z.array(z.number())), // the load average before and after each measure
  lines: z.array(Measured),
})
export type Results = z.infer<typeof Results>

/** Where and when a benchmark ran. */
const Run = z.object({
  ...Results.shape.machine.shape,
  on: z.iso.date(),
  load: z.array(z.number()), // the lowest and the highest load average
})
export type Run = z.infer<typeof Run>

/** bench/baseline.json: the last committed results of `quick` and `full`, by benchmark. */
export const Committed = z.record(
  z.string(),
  z.object({ runs: z.record(z.string(), Run).default({}), benches: z.record(z.string(), z.array(Measured)) }),
)
export type Committed = z.infer<typeof Committed>

export function runOf({ machine, loads }: Results): Run {
  const seen = Object.values(loads).flat()
  return { ...machine, on: new Date().toISOString().slice(0, 10), load: [Math.min(...seen), Math.max(...seen)] }
}

export const HEAD = ['Benchmark', 'Line', 'Measured', 'Baseline of the same run', 'Goal', 'Met', 'Committed', '×']

/** A line of the table, beside the same line of the committed results. */
export function rowOf(bench: string, line: Measured, before: Measured | undefined): string[] {
  const met = line.isMet === null ? '–' : line.isMet ? 'yes' : before?.isMet ? 'NO (was met)' : 'NO'
  const share = before && growth(line.values, before.values)
  return [
    bench,
    line.name,
    line.measured,
    line.baseline,
    line.goal,
    met,
    before?.measured ?? '',
    share?.toFixed(2) ?? '',
  ]
}

/** Numbers of which less is better, wherever they stand in the values of a line. */
const COSTS = /^(p50|p95|median|bytes|seconds|milliseconds|ms|times|ratios|again|others|calls|commitMs)$/

/** How much larger the costs of a line are than they were: the median over all of them; undefined when it has none. */
function growth(now: object, before: object): number | undefined {
  const costsBefore = new Map(costs(before))
  const shares = costs(now)
    .map(([path, cost]) => cost / (costsBefore.get(path) ?? Number.NaN))
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b)
  return shares[Math.floor(shares.length / 2)]
}

function costs(values: object, path = '', isCost = false): [path: string, cost: number][] {
  return Object.entries(values).flatMap(([key, value]): [string, number][] => {
    const counts = isCost || COSTS.test(key)
    if (typeof value === 'number') return counts ? [[`${path}/${key}`, value]] : []
    return typeof value === 'object' && value !== null ? costs(value, `${path}/${key}`, counts) : []
  })
}
