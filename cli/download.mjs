import { createWriteStream, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { CommandError, EXIT } from './exit.mjs'
import { bytes } from './output.mjs'

const TRIES = 8 // in a row that bring nothing
const LONGEST_PAUSE_MS = 30_000

/**
 * Does something again, after pauses, while the site is away or lines break. `left` tells how much is still to do: what grows less brings
 * new tries. `tell` is told before each pause.
 */
export async function keepTrying(work, left = () => 0, tell = () => {}) {
  for (let idle = 0; ; ) {
    const before = left()
    try {
      return await work()
    } catch (error) {
      if (error instanceof CommandError && error.exitCode !== EXIT.failed) throw error
      idle = left() < before ? 0 : idle + 1
      if (idle >= TRIES)
        throw new CommandError(EXIT.failed, `The download broke off: ${error.message}. Run the command again to go on.`)
      tell()
      await delay(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** idle))
    }
  }
}

/** Downloads a file that never changes. What is there already is kept; the file has its name when it is whole. */
export async function download(api, { url, size, file }, { json }) {
  if (existsSync(file) && statSync(file).size === size) return
  const partial = `${file}.part`
  const left = () => size - sizeOf(partial)
  const tell = () => json || console.log(`Broken off at ${bytes(sizeOf(partial))} of ${bytes(size)}, going on`)
  while (left() > 0) await keepTrying(() => continueDownload(api, url, partial), left, tell)
  if (left() < 0)
    throw new CommandError(EXIT.damaged, `${partial} is larger than the archive. Remove it and try again.`)
  renameSync(partial, file)
}

async function continueDownload(api, url, partial) {
  const start = sizeOf(partial)
  const tagFile = `${partial}.etag`
  const tag = start > 0 && existsSync(tagFile) ? readFileSync(tagFile, 'utf8') : null
  const headers = tag === null ? {} : { range: `bytes=${start}-`, 'if-range': tag }
  const response = await api.request(url, { headers })
  writeFileSync(tagFile, response.headers.get('etag') ?? '')
  await pipeline(response.body, createWriteStream(partial, { flags: response.status === 206 ? 'a' : 'w' }))
}

function sizeOf(file) {
  return existsSync(file) ? statSync(file).size : 0
}
