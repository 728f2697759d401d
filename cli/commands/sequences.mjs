import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { EXIT } from '../exit.mjs'
import { print, table } from '../output.mjs'

export async function sequences(args) {
  const { values } = parseArgs({
    args,
    options: { site: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const api = connect(values)
  const rows = [['ID', 'DATE', 'PHOTOS', 'STATE', 'MAPILLARY KEY', 'NAME']]
  for await (const feature of api.all('/api/v1/sequences?mine=true&limit=200', (page) => page.features)) {
    const { capturedAt, photoCount, private: isPrivate, published, key, name } = feature.properties
    const state = isPrivate ? 'private' : published ? 'public' : 'unpublished'
    if (values.json) print(true, feature)
    else rows.push([feature.id, capturedAt?.slice(0, 10), photoCount, state, key, name])
  }
  if (!values.json) console.log(rows.length > 1 ? table(rows) : 'No sequences yet: mtp import KEY')
  return EXIT.ok
}
