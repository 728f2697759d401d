import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { bar, bytes, plain, print, table } from '../output.mjs'

const OVER = ['completed', 'completed_with_errors', 'failed', 'cancelled']
const PAUSE_MS = 1_500

export async function status(args) {
  const { values, positionals: ids } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    },
  })
  const wrong = ids.find((id) => !/^\d+$/.test(id))
  if (wrong) throw new CommandError(EXIT.usage, `${wrong} is no id of an import`)
  const api = connect(values)
  if (ids.length === 0) return newest(api, values)
  if (values.watch) return watch(api, ids, values)
  const imports = await read(api, ids)
  for (const each of imports) print(values.json, each, describe(each))
  return exitCodeOf(imports)
}

async function newest(api, { json, watch: isWatched, ...options }) {
  const { imports } = await api.json('/api/v1/imports?limit=20')
  const running = imports.filter(({ status: state }) => !OVER.includes(state)).map(({ id }) => id)
  if (isWatched && running.length > 0) return watch(api, running, { json, ...options })
  if (json) for (const each of imports) print(true, each)
  else if (imports.length === 0) console.log('No imports yet: mtp import KEY')
  else console.log(table([['ID', 'STATE', 'ORIGINALS', 'SEQUENCE'], ...imports.map(row)]))
  return EXIT.ok
}

const row = ({ id, status: state, originalsDone, photoTotal, sequenceName }) => [
  id,
  state.replaceAll('_', ' '),
  photoTotal === null ? '' : `${originalsDone} of ${photoTotal}`,
  sequenceName,
]

/** Shows the imports until all are over; on a terminal in place, else a line for each change. */
export async function watch(api, ids, { json }) {
  const isTerminal = process.stdout.isTTY && !json
  let shown = ''
  for (;;) {
    const imports = await read(api, ids)
    const text = imports.map((each) => (json ? JSON.stringify(each) : describe(each))).join('\n')
    if (text !== shown) {
      if (isTerminal && shown) process.stdout.write(`\u001b[${shown.split('\n').length}A\u001b[J`)
      console.log(text)
      shown = text
    }
    if (imports.every(({ status: state }) => OVER.includes(state))) return exitCodeOf(imports)
    await delay(PAUSE_MS)
  }
}

const read = (api, ids) => Promise.all(ids.map((id) => api.json(`/api/v1/imports/${id}`)))

function describe({ id, status: state, stages, photoTotal, reason, sequenceName, errorTotal }) {
  const { done, bytes: copied } = stages.originals
  const trouble = [reason, errorTotal > 0 ? `${errorTotal} errors` : null].filter(Boolean).join(' · ')
  return plain(
    `${id}  ${state.replaceAll('_', ' ').padEnd(21)}  ${bar(done, photoTotal)}  ${bytes(copied)}  ${sequenceName}${trouble && ` · ${trouble}`}`,
  )
}

function exitCodeOf(imports) {
  return imports.some(({ status: state }) => ['completed_with_errors', 'failed'].includes(state))
    ? EXIT.damaged
    : EXIT.ok
}
