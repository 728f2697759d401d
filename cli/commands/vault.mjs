import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { bytes, print } from '../output.mjs'

/** What the site knows of your originals; with ids, `--verify` reads those sequences again. */
export async function vault(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
    },
  })
  const wrong = positionals.find((id) => !/^[1-9]\d*$/.test(id))
  if (wrong) throw new CommandError(EXIT.usage, `${wrong} is no id of a sequence`)
  if (values.verify && positionals.length === 0)
    throw new CommandError(EXIT.usage, 'Expected mtp vault --verify SEQUENCE...')
  const api = connect(values)
  if (values.verify)
    for (const id of positionals) await api.json(`/api/v1/sequences/${id}/verification`, { method: 'POST' })
  let isBad = false
  for (const id of positionals.length > 0 ? positionals : [null]) {
    const state = await api.json(`/api/v1/vault${id === null ? '' : `?sequence=${id}`}`)
    print(
      values.json,
      id === null ? state : { sequence: id, ...state },
      `${id === null ? '' : `Sequence ${id}: `}${describe(state)}`,
    )
    isBad ||= countBad(state) > 0 || state.isStoreInTrouble
  }
  return isBad ? EXIT.damaged : EXIT.ok
}

function describe(state) {
  const bad = countBad(state)
  const parts = [
    `${state.originals} originals (${bytes(state.bytes)})`,
    `${state.intact} read again and intact`,
    `${state.unread} not read again yet`,
    `${state.copiesComplete} with ${state.copiesWanted === 1 ? 'one copy' : `${state.copiesWanted} copies`}`,
  ]
  if (bad > 0) parts.push(`${state.missing} missing, ${state.differing} changed, ${state.unreadable} unreadable`)
  if (state.overdue > 0) parts.push(`${state.overdue} not read for 90 days`)
  if (state.withoutPublicPicture > 0)
    parts.push(`${state.withoutPublicPicture} that others see only with Mapillary's help`)
  if (state.oldestCheck) parts.push(`oldest check ${state.oldestCheck.slice(0, 10)}`)
  if (state.running) parts.push(`a check is running: ${state.running.done} of ${state.running.total}`)
  if (state.isStoreInTrouble) parts.push('the last check could not do its work')
  return parts.join(', ')
}

function countBad({ missing, differing, unreadable }) {
  return missing + differing + unreadable
}
