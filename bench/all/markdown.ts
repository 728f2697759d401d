import { BENCHES } from './benches'
import type { Committed, Measured, Run } from './committed'

const [START, END] = ['<!-- The results: npm run bench -- all --quick --save -->', '<!-- The end of the results. -->']
const HEAD = ['Line', 'Goal', 'Measured', 'Baseline of the same run', 'Met', 'Command: `npm run bench --` …']

/** The document with the table of these results between its two marks. */
export function withTable(document: string, results: Committed[string]): string {
  const [before, rest] = document.split(START)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`The document has no ${START} and ${END}`)
  return [before, START, `\n${tableOf(results)}\n`, END, after].join('')
}

function tableOf({ benches, runs }: Committed[string]): string {
  const told = Object.entries(runs).map(([bench, run]) => `${bench} ${toldOf(run)}`)
  const rows = Object.entries(benches).flatMap(([bench, lines]) => lines.map((line) => rowOf(bench, line)))
  const table = [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`)
  return [...(told.length > 0 ? [`Measured: ${told.join('; ')}.`, ''] : []), ...table].join('\n')
}

function toldOf({ on, commit, processors, load }: Run): string {
  return `on ${on} at ${commit} (${processors}, load average ${load.map((value) => value.toFixed(1)).join(' to ')})`
}

function rowOf(bench: string, { name, goal, measured, baseline, isMet }: Measured): string[] {
  const met = isMet === null ? '–' : isMet ? 'yes' : '**no**'
  const command = [bench, ...(BENCHES[bench]?.quick ?? [])].filter((word) => word !== '--keep').join(' ')
  return [name, goal || '–', measured, baseline || '–', met, `\`${command}\``]
}
