import { eq } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { sequences } from '@/db/schema/sequences'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { test } from '@/tests/support/db'
import { insertSequence } from '@/tests/support/factories'

async function insertTakeout(db: Db, sequenceId: number, userId: number) {
  const takeout = one(await db.insert(takeouts).values({ userId, isAll: false }).returning())
  await db.insert(takeoutSequences).values({ takeoutId: takeout.id, sequenceId })
  return async () => one(await db.select().from(takeouts).where(eq(takeouts.id, takeout.id)))
}

describe('a takeout', () => {
  test('ends when one of its sequences is marked as deleted, or goes', async ({ db }) => {
    const [marked, gone, kept] = [await insertSequence(db), await insertSequence(db), await insertSequence(db)]
    const readMarked = await insertTakeout(db, marked.id, marked.ownerId)
    const readGone = await insertTakeout(db, gone.id, gone.ownerId)
    const readKept = await insertTakeout(db, kept.id, kept.ownerId)

    await db.update(sequences).set({ deletedAt: new Date() }).where(eq(sequences.id, marked.id))
    await db.delete(sequences).where(eq(sequences.id, gone.id))
    await db.update(sequences).set({ name: 'Another name' }).where(eq(sequences.id, kept.id))

    expect(await readMarked()).toMatchObject({ state: 'ended', reason: expect.stringContaining('was deleted') })
    expect(await readGone()).toMatchObject({ state: 'ended', endedAt: expect.any(Date) })
    expect(await readKept()).toMatchObject({ state: 'making', reason: null })
  })
})
