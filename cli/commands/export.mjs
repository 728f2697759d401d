import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { print } from '../output.mjs'

/** Writes a file that is whole or not there; without --output, to the standard output. */
export async function exportPhotos(args) {
  const { values } = parseArgs({
    args,
    options: {
      site: { type: 'string' },
      json: { type: 'boolean', default: false },
      sequence: { type: 'string' },
      user: { type: 'string' },
      search: { type: 'string' },
      format: { type: 'string', default: 'geojson' },
      output: { type: 'string', short: 'o' },
    },
  })
  const path = pathOf(values)
  const { body } = await connect(values).request(path)
  const source = Readable.fromWeb(body)
  if (!values.output) {
    await saved(() => pipeline(source, process.stdout, { end: false }))
    return EXIT.ok
  }
  const draft = `${values.output}.${process.pid}.part`
  try {
    await saved(() => pipeline(source, createWriteStream(draft)))
    await rename(draft, values.output)
  } finally {
    await rm(draft, { force: true })
  }
  print(values.json, { file: values.output }, `Written to ${values.output}`)
  return EXIT.ok
}

function pathOf({ sequence, user, search, format }) {
  if ([sequence, user, search].filter((what) => what !== undefined).length !== 1) {
    throw new CommandError(EXIT.usage, 'Name one of --sequence ID, --user NAME and --search "tag=object--bench"')
  }
  const query = new URLSearchParams(search ?? '')
  query.set('format', format)
  if (sequence !== undefined) return `/api/v1/sequences/${encodeURIComponent(sequence)}?${query}`
  return user === undefined
    ? `/api/v1/photos/export?${query}`
    : `/api/v1/users/${encodeURIComponent(user)}/export?${query}`
}

async function saved(write) {
  try {
    await write()
  } catch (error) {
    throw new CommandError(EXIT.failed, `The export broke off: ${error.cause?.message ?? error.message}`)
  }
}
