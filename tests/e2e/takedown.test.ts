import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { inArray } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { NAMED_SIZES, THUMBNAIL_SIZES } from '@/lib/model/pictures/picture-sizes'
import { imagePath, tilePath } from '@/lib/photos/paths'
import { fetchWebp } from '../support/fetch-webp'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

const DRAWN_SIZES = [...THUMBNAIL_SIZES, ...NAMED_SIZES.filter((size) => size !== 'original')]

test('no answer with a picture outlives a takedown', async () => {
  const stack = sharedStack()
  const { first, whole } = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
  const page = `/photos/${first.id}`
  const answers = [
    ...DRAWN_SIZES.map((size) => imagePath(first.id, size)),
    `/api/v1/photos/${whole.id}`, // knows of its tiles from now on
    tilePath(whole.id, { level: 3, column: 4, row: 0 }),
    `${page}/preview.jpg`,
    `/embed${page}`,
    `/oembed?url=${encodeURIComponent(stack.url + page)}`,
    `/api/v1${page}`,
    `/api/stac/collections/${first.sequenceId}/items/${first.id}`,
  ]
  const browser = { accept: 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8' }
  const tags = new Map<string, string>()
  for (const path of answers) {
    const { status, headers } = await fetch(stack.url + path)
    expect(status, path).toBe(200)
    expect(headers.get('cache-control'), path).toMatch(/\bno-(cache|store)\b/)
    expect(headers.get('cache-control'), path).not.toContain('max-age')
    tags.set(path, headers.get('etag') ?? '')
    if (!/\/image\?|\/tiles\//.test(path)) continue
    expect(headers.get('content-type'), path).toBe('image/jpeg')
    const asWebp = await fetchWebp(stack.url + path)
    expect(asWebp.headers.get('vary'), path).toMatch(/\baccept\b/)
    tags.set(path, `${headers.get('etag')}, ${asWebp.headers.get('etag')}`)
  }
  const pictures = async () => [
    ...(await picturesOf(stack.dataDir, first.id)),
    ...(await picturesOf(stack.dataDir, whole.id)),
  ]
  const kept = await pictures()
  for (const file of kept) await rm(file)
  const ask = (path: string, headers = {}) =>
    fetch(stack.url + path, { headers: { ...headers, 'if-none-match': tags.get(path) ?? '' } })
  for (const path of answers)
    for (const headers of [{}, browser]) expect((await ask(path, headers)).status, path).toBe(304)
  expect(kept.length).toBeGreaterThan(0)
  expect(await pictures(), 'pictures that were drawn again for a 304').toEqual([])

  await withDatabase(stack, (db) =>
    db
      .update(photos)
      .set({ isPrivate: true })
      .where(inArray(photos.id, [first.id, whole.id])),
  )

  for (const path of [...answers, page, `/_next/image?url=${page}/preview.jpg&w=640&q=75`])
    for (const headers of [{}, browser]) expect((await ask(path, headers)).status, path).toBe(404)
})

/** The files of a photo that the server keeps. */
async function picturesOf(dataDir: string, photoId: number): Promise<string[]> {
  const files = await readdir(join(dataDir, 'cache', 'pictures'), { recursive: true, withFileTypes: true })
  return files
    .filter(({ name }) => name.startsWith(`${photoId}-`))
    .map(({ parentPath, name }) => join(parentPath, name))
}
