import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { AppError } from '@/lib/errors'
import { createBreaker } from '@/lib/mapillary/breaker'
import { drawHere } from '@/lib/photos/drawing/draw-here'
import { getPhotoFile } from '@/lib/photos/get-photo-file'
import { keepMissingPictures } from '@/lib/photos/pictures/keep-missing-pictures'
import { createPictureCache } from '@/lib/photos/pictures/picture-cache'
import { createPictures } from '@/lib/photos/pictures/pictures'
import { createGate } from '@/tests/support/gate'
import { type Importing, test, testBy } from '@/tests/support/importing'

const WALK = { username: 'ada', photos: 4, altitude: 'none', detections: 'none' } as const
const THUMBNAIL = /\/thumb-2048\.jpg$/
const whenDone = () => ({ endsAt: Date.now() + 60_000 })

async function imported(run: Importing) {
  const { importId, sequenceId } = await run.request()
  expect(await run.run(importId)).toEqual([])
  run.requests = []
  return sequenceId
}

async function filesUnder(run: Importing, prefix: string): Promise<string[]> {
  const keys: string[] = []
  for await (const key of run.tools.backup.list(prefix)) keys.push(key)
  return keys
}

describe('the picture that everybody sees of an original that is not blurred', () => {
  test('is kept by the import, with its hash in the manifest and in SHA256SUMS', async ({ importing, pool }) => {
    const run = await importing(WALK)
    const sequenceId = await imported(run)
    const folder = `.public/ada/${sequenceId}`
    expect(await filesUnder(run, '.public/')).toEqual(
      ['PHOTO_1.jpg', 'PHOTO_2.jpg', 'PHOTO_3.jpg', 'PHOTO_4.jpg', 'SHA256SUMS'].map((name) => `${folder}/${name}`),
    )
    const picture = await run.backupFile(`${folder}/PHOTO_2.jpg`)
    const sha256 = createHash('sha256').update(picture).digest('hex')
    const [row] = await pool.select().from(photos).where(eq(photos.n, 2))
    expect(row).toMatchObject({ publicKey: `${folder}/PHOTO_2.jpg`, publicSha256: sha256, publicBytes: picture.length })
    expect((await run.backupFile(`${folder}/SHA256SUMS`)).toString()).toContain(`${sha256}  PHOTO_2.jpg\n`)
    const manifest = JSON.parse((await run.backupFile(`ada/${sequenceId}/manifest.json`)).toString())
    expect(manifest.photos[1]).toMatchObject({ publicKey: `${folder}/PHOTO_2.jpg`, publicSha256: sha256 })
    expect((await run.backupFile(`ada/${sequenceId}/SHA256SUMS`)).toString()).not.toContain('.public')
  })

  testBy.v4('is not kept where the original is blurred itself', async ({ importing }) => {
    const run = await importing(WALK)
    await imported(run)
    expect(await filesUnder(run, '.public/')).toEqual([])
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(0)
    expect(run.requests).toEqual([])
  })

  test('does not keep an import from ending, and is fetched afterwards', async ({ importing, pool }) => {
    const run = await importing(WALK)
    run.fault = (request, response) => {
      if (!THUMBNAIL.test(request.url ?? '')) return false
      response.writeHead(503).end()
      return true
    }
    await imported(run)
    expect(await filesUnder(run, '.public/')).toEqual([])
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(0) // Mapillary is away: nothing is noted
    expect(run.requests.length).toBeLessThanOrEqual(4)
    expect(await pool.$count(photos, eq(photos.publicAskedAt, new Date(0)))).toBe(0)

    run.fault = () => false
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(4)
    expect(await filesUnder(run, '.public/')).toHaveLength(4)
    run.requests = []
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(0)
    expect(run.requests).toEqual([])
  })

  test('keeps no original waiting: they come while Mapillary holds all of these pictures back', async ({
    importing,
  }) => {
    const run = await importing({ ...WALK, photos: 10 })
    const held: ServerResponse[] = []
    let originals = 0
    run.fault = ({ url = '' }, response) => {
      if (url.includes('/download_original')) originals += 1
      if (originals < 10 && THUMBNAIL.test(url)) return held.push(response) > 0
      for (const waiting of held.splice(0)) waiting.writeHead(404).end()
      return false
    }
    await imported(run)
    expect(originals).toBe(10)
  })

  test('is not asked for on and on while Mapillary gives none', async ({ importing }) => {
    const run = await importing({ ...WALK, photos: 20 })
    let asked = 0
    run.fault = ({ url = '' }, response) => {
      if (!THUMBNAIL.test(url)) return false
      asked += 1
      response.writeHead(503).end()
      return true
    }
    await imported(run)
    expect(asked).toBeGreaterThanOrEqual(3)
    expect(asked).toBeLessThanOrEqual(10) // eight are under way when the third fails
    run.fault = () => false
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(20)
  })

  test('that Mapillary does not have is asked for once a week, and one that fails keeps no other back', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    const [first, second] = run.sequence.photos
    const asked = createGate() // else three failures end the asking before it comes to the first
    run.fault = ({ url = '' }, response) => {
      if (!THUMBNAIL.test(url)) return false
      const isFirst = url.includes(first?.key ?? '')
      if (isFirst) asked.open()
      asked.opened.then(() => response.writeHead(isFirst ? 404 : 503).end())
      return true
    }
    await imported(run)
    run.fault = (request, response) => {
      if (!THUMBNAIL.test(request.url ?? '') || !request.url?.includes(second?.key ?? '')) return false
      response.writeHead(500).end()
      return true
    }
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(2)
    run.fault = () => false
    run.requests = []
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(0)
    expect(run.requests).toEqual([])
    await pool.execute(`update photos set public_asked_at = now() - interval '8 days'`)
    expect(await keepMissingPictures(run.tools, whenDone())).toBe(2)
  })

  test('is what others see when Mapillary is away, in every size; its owner sees the original', async ({
    importing,
    pool,
  }) => {
    const run = await importing(WALK)
    await imported(run)
    const [row] = await pool.select().from(photos).where(eq(photos.n, 1))
    const folder = await mkdtemp(join(tmpdir(), 'mtp-public-'))
    let asked = 0
    const pictures = createPictures({
      backup: run.tools.backup,
      mapillary: {
        async downloadThumbnail() {
          asked += 1
          throw new AppError('UPSTREAM_FAILED', 'Mapillary is away')
        },
      },
      breaker: createBreaker(),
      source: 'auto',
      cache: createPictureCache({ folder, maxBytes: 1e9 }),
      drawer: drawHere,
      scratchFolder: join(folder, 'drawing'),
      noteDrawn: async () => undefined,
    })
    const photoId = row?.id ?? 0
    const forAll = await getPhotoFile(pool, { photoId, viewer: null })
    for (const size of [320, 1024, 2048, 'full'] as const)
      expect(await sharp((await pictures.find(forAll, size)) ?? undefined).metadata()).toMatchObject({ format: 'jpeg' })
    expect(await pictures.findPreview(forAll)).not.toBeNull()
    const forOwner = await getPhotoFile(pool, { photoId, viewer: run.user.id })
    expect(await sharp((await pictures.find(forOwner, 'full')) ?? undefined).metadata()).toMatchObject({ width: 320 })
    expect(asked).toBe(1) // then the photo rests
    await rm(folder, { recursive: true })
  })
})
