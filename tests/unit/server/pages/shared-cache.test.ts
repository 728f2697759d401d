import { expect, test } from 'vitest'
import { createSharedCache } from '@/lib/server/pages/shared-cache'
import { createGate } from '@/tests/support/gate'

const KEPT_MS = 10_000

type Page = { text: string; bytes: number }

const sizeOf = ({ bytes }: Page) => bytes

function setCache({ maxBytes = 1_000_000, settlesMs = 0 } = {}) {
  const clock = { ms: 0 }
  const cache = createSharedCache<Page>({ maxBytes, sizeOf, keptMs: KEPT_MS, settlesMs, now: () => clock.ms })
  const rendered: string[] = []
  const get = async (name: string, revision = 1, bytes = 100) => {
    const page = await cache.get(name, revision, async () => {
      rendered.push(`${name} ${revision}`)
      return { text: `${name} ${revision}`, bytes }
    })
    return page?.text
  }
  return { clock, cache, rendered, get }
}

test('a page is rendered once for all who ask at the same time, and afterwards', async () => {
  const { get, rendered } = setCache()
  expect(await Promise.all([get('/'), get('/')])).toEqual(['/ 1', '/ 1'])
  expect(await get('/')).toBe('/ 1')
  expect(rendered).toEqual(['/ 1'])
})

test('a page of another revision counts as none', async () => {
  const { get } = setCache()
  await get('/', 1)
  expect(await get('/', 2)).toBe('/ 2')
})

test('what began before a change and ended after it is not kept for those who come later', async () => {
  const { cache, get } = setCache()
  const change = createGate()
  const early = cache.get('/', 1, async () => {
    await change.opened
    return { text: 'early', bytes: 100 }
  })
  expect(await get('/', 2)).toBe('/ 2')
  change.open()
  expect(await early).not.toBeNull()
  expect(await get('/', 2)).toBe('/ 2')
})

test('a page is kept for so long, counted from when its rendering began', async () => {
  const { cache, clock, get, rendered } = setCache()
  await cache.get('/', 1, async () => {
    clock.ms += 4_000
    return { text: 'slow', bytes: 100 }
  })
  clock.ms = KEPT_MS - 1
  expect(await get('/')).toBe('slow')
  clock.ms = KEPT_MS
  expect(await get('/')).toBe('/ 1')
  expect(rendered).toEqual(['/ 1'])
})

test('nothing is kept while what pages are read from may be behind', async () => {
  const { clock, get, rendered } = setCache({ settlesMs: 1_000 })
  await get('/')
  clock.ms = 999
  await get('/')
  clock.ms = 1_000
  await get('/')
  await get('/')
  expect(rendered).toHaveLength(3)
})

test('what is not for everybody is not kept', async () => {
  const { cache, get } = setCache()
  expect(await cache.get('/', 1, async () => null)).toBeNull()
  expect(await get('/')).toBe('/ 1')
})

test('a failure is told to all who wait, and not kept', async () => {
  const { cache, get } = setCache()
  await expect(cache.get('/', 1, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await get('/')).toBe('/ 1')
})

test('memory is bounded: the pages that were used last stay', async () => {
  const { get, rendered } = setCache({ maxBytes: 40_000 })
  await get('/', 1, 10_000)
  for (let id = 1; id <= 20; id += 1) {
    await get(`/photos/${id}`, 1, 10_000)
    await get('/', 1, 10_000)
  }
  expect(rendered.filter((name) => name === '/ 1')).toHaveLength(1)
  await get('/photos/1', 1, 10_000)
  expect(rendered.filter((name) => name === '/photos/1 1')).toHaveLength(2)
})
