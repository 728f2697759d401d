import { randomInt } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { takeouts } from '@/db/schema/takeouts'
import { createFolderBackup } from '@/lib/backup/folder'
import { archiveResponse } from '@/lib/server/takeouts/archive-response'
import { openArchive } from '@/lib/takeouts/archive/open-archive'
import { readArchive } from '@/lib/takeouts/archive/read-archive'
import { requestTakeout } from '@/lib/takeouts/request-takeout'
import { insertSequence, insertUser } from '@/tests/support/factories'
import { backUpPhoto, test } from '@/tests/support/store'
import { downloadArchive, makeWhole, takeoutTools } from '@/tests/support/takeout'

const URL = 'https://paths.example/api/v1/takeouts/1.zip'

/** A takeout that is ready, its bytes, and what asks for them as a client does. */
async function ready(db: Db, folder: string) {
  const tools = takeoutTools(db, createFolderBackup(folder), folder)
  const user = await insertUser(db)
  const { id: sequenceId } = await insertSequence(db, { ownerId: user.id })
  const kept = []
  for (let n = 1; n <= 12; n += 1)
    kept.push(await backUpPhoto(db, tools.backup, { sequenceId, n, username: user.username }))
  const requested = await requestTakeout(tools, { userId: user.id, input: { sequences: [sequenceId] } })
  await makeWhole(tools, requested)
  const of = { takeoutId: requested.takeoutId, userId: user.id }
  const { bytes } = await downloadArchive(tools, of)
  const ask = async (headers: Record<string, string> = {}, method = 'GET') =>
    archiveResponse(tools, new Request(URL, { headers, method }), await openArchive(db, { ...of, part: null }))
  return { bytes, ask, kept, tools, of }
}

const bodyOf = async (response: Response) => Buffer.from(await response.arrayBuffer())

describe('an archive', () => {
  test('tells its length, takes ranges, and is the same each time', async ({ db, folder }) => {
    const { bytes, ask } = await ready(db, folder)
    const whole = await ask()
    const etag = whole.headers.get('etag') ?? ''
    expect(whole.status).toBe(200)
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-length': String(bytes.length),
      'content-type': 'application/zip',
      'accept-ranges': 'bytes',
    })
    expect(etag).toMatch(/^"[\w-]+"$/)
    expect((await bodyOf(whole)).equals(bytes)).toBe(true)

    const head = await ask({}, 'HEAD')
    expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, String(bytes.length), null])

    const part = await ask({ range: 'bytes=100-299', 'if-range': etag })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-299/${bytes.length}`])
    expect((await bodyOf(part)).equals(bytes.subarray(100, 300))).toBe(true)

    const changed = await ask({ range: 'bytes=100-299', 'if-range': '"other"' })
    expect([changed.status, (await bodyOf(changed)).length]).toEqual([200, bytes.length])
    const several = await ask({ range: 'bytes=0-1,5-6' })
    expect([several.status, (await bodyOf(several)).length]).toEqual([200, bytes.length])
    await expect(ask({ range: `bytes=${bytes.length}-` })).rejects.toMatchObject({
      status: 416,
      headers: { 'content-range': `bytes */${bytes.length}` },
    })
    expect((await ask({ 'if-none-match': etag })).status).toBe(304)
  })

  test('whose download is cut 20 times at any byte is whole in the end', async ({ db, folder }) => {
    const { bytes, ask } = await ready(db, folder)
    const etag = (await ask({}, 'HEAD')).headers.get('etag') ?? ''
    let got = Buffer.alloc(0)
    for (let cut = 0; cut < 20; cut += 1) {
      const answer = await ask({ range: `bytes=${got.length}-`, 'if-range': etag })
      expect(answer.status).toBe(206)
      const came = await readAbout(answer, randomInt(0, Math.ceil((bytes.length - got.length) / 10)))
      got = Buffer.concat([got, came])
    }
    expect(got.length).toBeLessThan(bytes.length)
    got = Buffer.concat([got, await bodyOf(await ask({ range: `bytes=${got.length}-`, 'if-range': etag }))])
    expect(got.equals(bytes)).toBe(true)
  })

  test('whose file the backup has lost breaks off, and the takeout ends with a word', async ({ db, folder }) => {
    const { ask, kept, tools, of } = await ready(db, folder)
    await rm(join(folder, kept[5]?.backupKey ?? ''))
    await expect(bodyOf(await ask())).rejects.toThrow()
    const [takeout] = await db.select().from(takeouts)
    expect(takeout).toMatchObject({ state: 'ended', reason: expect.stringContaining('PHOTO_6.jpg') })
    await expect(openArchive(tools.db, { ...of, part: null })).rejects.toMatchObject({ status: 410 })
  })

  test('is read at any range as the whole has it, also across packs', async ({ db, folder }) => {
    const { bytes, tools, of } = await ready(db, folder)
    const archive = await openArchive(db, { ...of, part: null })
    for (let round = 0; round < 60; round += 1) {
      const start = randomInt(0, bytes.length)
      const end = randomInt(start, bytes.length + 1)
      const read = await buffer(
        Readable.from(readArchive(tools.backup, archive, { start, end }), { objectMode: false }),
      )
      expect(read.equals(bytes.subarray(start, end)), `${start} to ${end}`).toBe(true)
    }
  })
})

/** The first bytes of an answer, before the line is cut. */
async function readAbout(answer: Response, length: number): Promise<Buffer> {
  const reader = answer.body?.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  while (reader && size < length) {
    const { value, done } = await reader.read()
    if (done) break
    pieces.push(value)
    size += value.length
  }
  await reader?.cancel()
  return Buffer.concat(pieces).subarray(0, length)
}
