import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { backupChecks, backupEvents } from '@/db/schema/vault'
import { test } from '@/tests/support/db'
import { insertPhoto } from '@/tests/support/factories'

const NOTED = { backupKey: 'ann/1/PHOTO_1.jpg', backupSha256: 'a'.repeat(64), backupBytes: 9, backedUpAt: new Date() }

describe('rows of checks', () => {
  test('come with an original and go with it', async ({ db }) => {
    const photo = await insertPhoto(db)
    expect(await db.$count(backupChecks)).toBe(0)
    await db.update(photos).set(NOTED).where(eq(photos.id, photo.id))
    expect(await db.select().from(backupChecks)).toMatchObject([{ photoId: photo.id, state: null, verifiedAt: null }])
    await db.update(photos).set({ backedUpAt: null }).where(eq(photos.id, photo.id))
    expect(await db.$count(backupChecks)).toBe(0)
  })

  test('are empty again when other bytes are noted, and only then', async ({ db }) => {
    const photo = await insertPhoto(db, NOTED)
    await db.update(backupChecks).set({ state: 'ok', verifiedAt: new Date(), copies: 2 })
    await db.update(photos).set({ altitude: 12 }).where(eq(photos.id, photo.id))
    expect(await db.select().from(backupChecks)).toMatchObject([{ state: 'ok', copies: 2 }])
    await db
      .update(photos)
      .set({ backupSha256: 'b'.repeat(64) })
      .where(eq(photos.id, photo.id))
    expect(await db.select().from(backupChecks)).toMatchObject([{ state: null, verifiedAt: null, copies: 1 }])
  })
})

describe('events of originals', () => {
  test.for([
    ['changed', sql`update backup_events set found = 'recovered'`],
    ['deleted', sql`delete from backup_events`],
  ] as const)('cannot be %s', async ([, statement], { db }) => {
    const photo = await insertPhoto(db, NOTED)
    await db
      .insert(backupEvents)
      .values({ photoId: photo.id, ownerId: photo.ownerId, copy: 1, found: 'missing', done: 'none' })
    await expect(db.transaction((tx) => tx.execute(statement))).rejects.toMatchObject({
      cause: { message: 'backup_events is append only' },
    })
    expect(await db.$count(backupEvents)).toBe(1)
  })

  test('go with their sequence', async ({ db }) => {
    const photo = await insertPhoto(db, NOTED)
    await db
      .insert(backupEvents)
      .values({ photoId: photo.id, ownerId: photo.ownerId, copy: 1, found: 'missing', done: 'none' })
    await db.delete(sequences).where(eq(sequences.id, photo.sequenceId))
    expect(await db.$count(backupEvents)).toBe(0)
  })
})
