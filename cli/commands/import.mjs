import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { print } from '../output.mjs'
import { watch } from './status.mjs'

/** Asks for all of them, whatever becomes of one. */
export async function importSequences(args) {
  const { values, positionals: keys } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
    },
  })
  if (keys.length === 0) throw new CommandError(EXIT.usage, 'Name the Mapillary sequences: mtp import KEY...')
  const api = connect(values)
  const started = []
  let worst = EXIT.ok
  for (const mapillarySequenceKey of keys) {
    try {
      const { id, importId } = await api.json('/api/v1/sequences', { method: 'POST', body: { mapillarySequenceKey } })
      started.push(importId)
      print(
        values.json,
        { mapillarySequenceKey, id, importId },
        `${mapillarySequenceKey}: import ${importId} of sequence ${id}`,
      )
    } catch (error) {
      if (!(error instanceof CommandError) || [EXIT.login, EXIT.failed].includes(error.exitCode)) throw error
      worst = error.exitCode
      print(values.json, { mapillarySequenceKey, error: error.message }, `${mapillarySequenceKey}: ${error.message}`)
    }
  }
  const watched = values.watch && started.length > 0 ? await watch(api, started, values) : EXIT.ok
  return worst || watched
}
