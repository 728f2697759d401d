/** One line of the table: what was measured, beside what it is compared with. */
export type Line = {
  name: string
  measured: string
  baseline: string
  goal: string
  isMet: boolean | null
  values: object
} // null: told, but without a goal

export function printTable(lines: Line[]): void {
  const rows = lines.map(({ name, measured, baseline, goal, isMet }) => [
    name,
    measured,
    baseline,
    goal,
    isMet === null ? '–' : isMet ? 'yes' : 'NO',
  ])
  printRows(['Line', 'Measured', 'Baseline of the same run', 'Goal', 'Met'], rows)
}

export function printRows(head: string[], rows: string[][]): void {
  const table = [head, ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const print = (row: string[]) => console.log(`| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`)
  print(head)
  print(widths.map((width) => '-'.repeat(width)))
  for (const row of rows) print(row)
}

export function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

export const mean = (values: number[]): number => sum(values) / values.length
