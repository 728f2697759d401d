import { sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { viewpoints } from '@/db/schema/viewpoints'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { parseLeaderboardFilter } from '@/lib/leaderboard/leaderboard-filter'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const board = (db: Db, query: Record<string, string> = {}, viewer: number | null = null) =>
  getLeaderboard(db, { ...parseLeaderboardFilter(new URLSearchParams(query)), viewer })

/** ada has 3 photos, one private; ben and cyd have 2 each; dan has none. */
async function setScene(db: Db) {
  const [ada, ben, cyd, dan] = await Promise.all(
    ['ada', 'ben', 'cyd', 'dan'].map((username) => insertUser(db, { username })),
  )
  if (!ada || !ben || !cyd || !dan) throw new Error('unreachable')
  const walk = async (ownerId: number, lengthMeters: number, capturedAt: string[], hidden = 0) => {
    const moment = new Date(capturedAt[0] ?? '2024-01-01')
    const sequence = await insertSequence(db, { ownerId, lengthMeters, capturedAt: moment })
    return Promise.all(
      capturedAt.map((text, index) =>
        insertPhoto(db, {
          sequenceId: sequence.id,
          ownerId,
          n: index + 1,
          capturedAt: new Date(text),
          isPrivate: index < hidden,
        }),
      ),
    )
  }
  const photosOf = {
    ada: await walk(ada.id, 5_000.4, ['2024-05-01', '2024-05-02', '2024-06-01', '2025-01-01'], 1),
    ben: await walk(ben.id, 5_000, ['2024-05-01', '2024-05-02']),
    cyd: await walk(cyd.id, 9_000, ['2023-05-01', '2023-05-02']),
  }
  await insertSequence(db, { ownerId: dan.id, lengthMeters: 70_000, publishedAt: null })
  return { ada, ben, cyd, dan, photosOf }
}

const rows = ({ entries }: Awaited<ReturnType<typeof board>>) =>
  entries.map(({ rank, username, value }) => [rank, username, value])

test('who has the same shares a rank, and the next one is left out; private photos count for nobody', async ({
  db,
}) => {
  const { ada, dan } = await setScene(db)
  const everyone = await board(db)
  expect(rows(everyone)).toEqual([
    [1, 'ada', 3],
    [2, 'ben', 2],
    [2, 'cyd', 2],
  ])
  expect(everyone.self).toBeNull()
  expect((await board(db, {}, ada.id)).entries.map(({ isSelf }) => isSelf)).toEqual([true, false, false])
  expect((await board(db, {}, dan.id)).self).toBeNull()
})

test('a period counts what happened in it', async ({ db }) => {
  await setScene(db)
  expect(rows(await board(db, { period: '2023' }))).toEqual([[1, 'cyd', 2]])
  expect(rows(await board(db, { period: '2024-05' }))).toEqual([
    [1, 'ben', 2],
    [2, 'ada', 1],
  ])
  expect(rows(await board(db, { period: '1999' }))).toEqual([])
})

test('distance counts published sequences, in whole metres', async ({ db }) => {
  await setScene(db)
  expect(rows(await board(db, { board: 'distance' }))).toEqual([
    [1, 'cyd', 9_000],
    [2, 'ada', 5_000],
    [2, 'ben', 5_000],
  ])
})

test('viewpoints received and given count true marks on public photos, by their date', async ({ db }) => {
  const { ada, ben, cyd, photosOf } = await setScene(db)
  const mark = (photo: { id: number; ownerId: number } | undefined, userId: number, markedAt: string, value = true) =>
    photo &&
    db
      .insert(viewpoints)
      .values({ photoId: photo.id, photoOwnerId: photo.ownerId, userId, value, markedAt: new Date(markedAt) })
  await mark(photosOf.ada[0], ben.id, '2025-05-01') // private
  await mark(photosOf.ada[1], ben.id, '2025-05-01')
  await mark(photosOf.ada[1], cyd.id, '2025-06-01')
  await mark(photosOf.ada[2], cyd.id, '2025-06-01', false)
  await mark(photosOf.ben[0], ada.id, '2024-06-01')

  expect(rows(await board(db, { board: 'viewpoints-received' }))).toEqual([
    [1, 'ada', 2],
    [2, 'ben', 1],
  ])
  expect(rows(await board(db, { board: 'viewpoints-given' }))).toEqual([
    [1, 'ada', 1],
    [1, 'ben', 1],
    [1, 'cyd', 1],
  ])
  expect(rows(await board(db, { board: 'viewpoints-received', period: '2025-06' }))).toEqual([[1, 'ada', 1]])
})

test('ranks are those of the whole board on every page, and one’s own place is known on all', async ({ db }) => {
  const { cyd } = await setScene(db)
  const first = await board(db, { limit: '2' }, cyd.id)
  expect(rows(first)).toEqual([
    [1, 'ada', 3],
    [2, 'ben', 2],
  ])
  expect(first.self).toEqual({ rank: 2, username: 'cyd', value: 2, isSelf: true })
  const second = await board(db, { limit: '2', cursor: first.nextCursor ?? '' }, cyd.id)
  expect(rows(second)).toEqual([[2, 'cyd', 2]])
  expect(second.nextCursor).toBeNull()
})

test('a leaderboard that takes too long is given up', async ({ db }) => {
  const owner = await insertUser(db)
  const sequence = await insertSequence(db, { ownerId: owner.id })
  await db.execute(sql`
    insert into photos (owner_id, sequence_id, n, mapillary_key, imported_at)
    select ${sequence.ownerId}, ${sequence.id}, n, 'many-' || n, now() from generate_series(1, 20000) n`)
  const asked = { ...parseLeaderboardFilter(new URLSearchParams()), viewer: null }
  await expect(getLeaderboard(db, asked, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
})
