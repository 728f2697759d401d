import { eq } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { withDatabase } from '../support/session'
import { sharedStack } from '../support/shared-stack'
import { setViewerScene } from '../support/viewer-scene'
import { expect, test } from './fixtures'

test('no answer with a picture outlives a takedown', async () => {
  const stack = sharedStack()
  const { first } = await withDatabase(stack, (db) => setViewerScene(db, stack.dataDir))
  const page = `/photos/${first.id}`
  const answers = [
    ...[320, 640, 1024, 2048, 'full'].map((size) => `/api/v1${page}/image?size=${size}`),
    `${page}/preview.jpg`,
    `/embed${page}`,
    `/oembed?url=${encodeURIComponent(stack.url + page)}`,
    `/api/v1${page}`,
    `/api/stac/collections/${first.sequenceId}/items/${first.id}`,
  ]
  const tags = new Map<string, string>()
  for (const path of answers) {
    const { status, headers } = await fetch(stack.url + path)
    expect(status, path).toBe(200)
    expect(headers.get('cache-control'), path).toMatch(/\bno-(cache|store)\b/)
    expect(headers.get('cache-control'), path).not.toContain('max-age')
    tags.set(path, headers.get('etag') ?? '')
  }
  const ask = (path: string) => fetch(stack.url + path, { headers: { 'if-none-match': tags.get(path) ?? '' } })
  for (const path of answers) expect((await ask(path)).status, path).toBe(304)

  await withDatabase(stack, (db) => db.update(photos).set({ isPrivate: true }).where(eq(photos.id, first.id)))

  for (const path of [...answers, page, `/_next/image?url=${page}/preview.jpg&w=640&q=75`])
    expect((await ask(path)).status, path).toBe(404)
})
