import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import { connect } from '../api.mjs'
import { CommandError, EXIT } from '../exit.mjs'
import { bytes, print } from '../output.mjs'

/** `verify`: reads every original again and compares its length and SHA-256 with what was noted when it was copied. */
export async function backup(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { site: { type: 'string' }, json: { type: 'boolean', default: false } },
  })
  const [what, ...sequences] = positionals
  if (what !== 'verify') throw new CommandError(EXIT.usage, 'Expected mtp backup verify [SEQUENCE...]')
  const wrong = sequences.find((id) => !/^\d+$/.test(id))
  if (wrong) throw new CommandError(EXIT.usage, `${wrong} is no id of a sequence`)
  const api = connect(values)
  const total = { verified: 0, bytes: 0, missing: 0, damaged: 0 }
  for await (const id of sequences.length > 0 ? sequences : ownSequences(api)) {
    for await (const photo of api.all(
      `/api/v1/photos?sequence=${id}&sort=captured_at&limit=500`,
      (page) => page.features,
    )) {
      const result = await verify(api, photo.id)
      total.bytes += result.bytes
      total[result.state] += 1
      if (values.json) print(true, result)
      else if (result.state !== 'verified')
        console.log(`Photo ${photo.id} (number ${photo.properties.n}): ${result.words}`)
    }
  }
  print(
    values.json,
    total,
    `${total.verified} originals verified (${bytes(total.bytes)}), ${total.missing} not in the backup, ${total.damaged} damaged`,
  )
  return total.damaged > 0 || total.missing > 0 ? EXIT.damaged : EXIT.ok
}

async function* ownSequences(api) {
  yield* api.all('/api/v1/sequences?mine=true&limit=200', (page) => page.features.map(({ id }) => id))
}

async function verify(api, photoId) {
  const { properties } = await api.json(`/api/v1/photos/${photoId}`)
  const noted = properties.backup
  if (!noted) return { photoId, state: 'missing', bytes: 0, words: 'not in the backup' }
  const hash = createHash('sha256')
  let size = 0
  try {
    const { body } = await api.request(`/api/v1/photos/${photoId}/image?size=original`)
    for await (const chunk of body) {
      hash.update(chunk)
      size += chunk.length
    }
  } catch (error) {
    if (error instanceof CommandError && error.exitCode === EXIT.login) throw error
    return { photoId, state: 'damaged', bytes: size, words: `cannot be read: ${error.message}` }
  }
  const isSame = hash.digest('hex') === noted.sha256 && size === noted.bytes
  return isSame
    ? { photoId, state: 'verified', bytes: size, words: '' }
    : { photoId, state: 'damaged', bytes: size, words: `differs from what was copied (${noted.bytes} bytes were)` }
}
