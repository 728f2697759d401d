import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

const NOW = new Date('2026-01-01T00:00:00Z')

const statesOf = async (db: Db, sequenceId: number) => {
  const [sequence] = await db.select().from(sequences).where(eq(sequences.id, sequenceId))
  const rows = await db.select().from(photos).where(eq(photos.sequenceId, sequenceId)).orderBy(photos.n)
  return [sequence?.isPublic, ...rows.map(({ isPublic }) => isPublic)]
}

const insertTwo = async (db: Db, values: Partial<typeof photos.$inferInsert> = {}) => {
  const { id: sequenceId, ownerId } = await insertSequence(db)
  const first = await insertPhoto(db, { sequenceId, ...values })
  const second = await insertPhoto(db, { sequenceId, n: 2 })
  return { sequenceId, ownerId, first, second }
}

describe('a photo', () => {
  test.for<[name: string, values: Partial<typeof photos.$inferInsert>, isPublic: boolean]>([
    ['that is hidden is for its owner', { hiddenAt: NOW }, false],
    ['that Mapillary denied once stays public', { deniedAt: NOW }, true],
    ['that is gone is for its owner', { goneAt: NOW }, false],
    ['that is gone and kept stays public', { goneAt: NOW, keepShowing: true }, true],
    ['that is private is not shown by keeping it', { goneAt: NOW, keepShowing: true, isPrivate: true }, false],
    ['that is hidden is not shown by keeping it', { goneAt: NOW, keepShowing: true, hiddenAt: NOW }, false],
  ])('%s', async ([_name, values, isPublic], { db }) => {
    const { sequenceId, first } = await insertTwo(db, values)
    expect(await statesOf(db, sequenceId)).toEqual([true, isPublic, true])
    const plain = { hiddenAt: null, goneAt: null, deniedAt: null, keepShowing: false, isPrivate: false }
    await db.update(photos).set(plain).where(eq(photos.id, first.id))
    expect(await statesOf(db, sequenceId)).toEqual([true, true, true])
    await db.update(photos).set(values).where(eq(photos.id, first.id))
    expect(await statesOf(db, sequenceId)).toEqual([true, isPublic, true])
  })
})

describe('a sequence', () => {
  test('of which every photo is hidden or gone is for its owner, until one is shown', async ({ db }) => {
    const { sequenceId, first, second } = await insertTwo(db)
    await db.update(photos).set({ hiddenAt: NOW }).where(eq(photos.id, first.id))
    expect(await statesOf(db, sequenceId)).toEqual([true, false, true])
    await db.update(photos).set({ goneAt: NOW }).where(eq(photos.id, second.id))
    expect(await statesOf(db, sequenceId)).toEqual([false, false, false])
    await db.update(photos).set({ hiddenAt: null }).where(eq(photos.id, first.id))
    expect(await statesOf(db, sequenceId)).toEqual([true, true, false])
  })

  test('that was brought in hidden becomes public with its first shown photo', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db)
    await insertPhoto(db, { sequenceId, hiddenAt: NOW })
    expect(await statesOf(db, sequenceId)).toEqual([false, false])
    await insertPhoto(db, { sequenceId, n: 2 })
    expect(await statesOf(db, sequenceId)).toEqual([true, false, true])
  })

  test('that is hidden takes its photos along', async ({ db }) => {
    const { sequenceId } = await insertTwo(db)
    await db.update(sequences).set({ hiddenAt: NOW }).where(eq(sequences.id, sequenceId))
    expect(await statesOf(db, sequenceId)).toEqual([false, false, false])
  })

  test('of somebody who is suspended is for nobody else, and comes back with them as it was', async ({ db }) => {
    const { sequenceId, ownerId, first } = await insertTwo(db)
    const unpublished = await insertSequence(db, { ownerId, publishedAt: null })
    await db.update(photos).set({ hiddenAt: NOW }).where(eq(photos.id, first.id))
    await db.update(users).set({ suspendedAt: NOW }).where(eq(users.id, ownerId))
    expect(await statesOf(db, sequenceId)).toEqual([false, false, false])
    await insertPhoto(db, { sequenceId, n: 3 })
    expect(await statesOf(db, sequenceId)).toEqual([false, false, false, false])
    await db.update(users).set({ suspendedAt: null }).where(eq(users.id, ownerId))
    expect(await statesOf(db, sequenceId)).toEqual([true, false, true, true])
    expect(await statesOf(db, unpublished.id)).toEqual([false])
  })
})

describe('the audit', () => {
  const insertRow = async (db: Db) => {
    const { id: actorId } = await insertUser(db)
    await db.insert(audit).values({ actorId, action: 'user.role' })
  }

  test('keeps a row as it was written', async ({ db }) => {
    await insertRow(db)
    await expect(db.transaction((tx) => tx.update(audit).set({ actorId: null }))).rejects.toThrow()
    await expect(db.transaction((tx) => tx.delete(audit))).rejects.toThrow()
    expect(await db.$count(audit)).toBe(1)
  })
})
