import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { backupChecks, vaultPasses } from '@/db/schema/vault'
import { getVault } from '@/lib/vault/get-vault'
import { adviseNights, measureNightBudget } from '@/lib/vault/night-budget'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

const SETTINGS = { minutes: 30, megabytesPerSecond: 20 }
const DAY_MS = 24 * 3_600_000
const TERABYTE = 1e12

/** Originals of 1 TB together, of which one was read so many days ago, and the other was written then and never read. */
async function terabyte(db: Db, { days }: { days: number }) {
  const sequence = await insertSequence(db)
  const at = new Date(Date.now() - days * DAY_MS)
  const file = { backupSha256: 'ab'.repeat(32), backupBytes: TERABYTE / 2, backedUpAt: at }
  const [read] = [
    await insertPhoto(db, { sequenceId: sequence.id, n: 1, backupKey: 'ada/1/PHOTO_1.jpg', ...file }),
    await insertPhoto(db, { sequenceId: sequence.id, n: 2, backupKey: 'ada/1/PHOTO_2.jpg', ...file }),
  ]
  await db.update(backupChecks).set({ state: 'ok', verifiedAt: at }).where(eq(backupChecks.photoId, read.id))
  return sequence
}

test('nights that are long enough need no advice', async ({ db }) => {
  const { ownerId } = await terabyte(db, { days: 89 })
  const budget = await measureNightBudget(db, SETTINGS)
  expect(budget).toMatchObject({ originals: { ok: 1, unread: 1, overdue: 0 }, minutesNeeded: 10 }) // 11.1 GB at 20 MB/s
  expect(adviseNights(budget, SETTINGS)).toBeNull()
  expect(await getVault(db, { ownerId, copiesWanted: 1 })).toMatchObject({ overdue: 0 })
})

test('what was not read for 90 days, or never since it was written then, is overdue, and advice follows the speed of the nights', async ({
  db,
}) => {
  const { ownerId } = await terabyte(db, { days: 91 })
  expect(await getVault(db, { ownerId, copiesWanted: 1 })).toMatchObject({ overdue: 2 })
  const begun = new Date('2026-01-01T02:00:00Z')
  const tenMinutes = new Date(begun.getTime() + 600_000)
  await db
    .insert(vaultPasses)
    .values({ kind: 'reading', expected: 2, bytes: 1.2e9, startedAt: begun, finishedAt: tenMinutes }) // 2 MB/s
  const budget = await measureNightBudget(db, SETTINGS)
  expect(budget).toMatchObject({ originals: { overdue: 2 }, minutesNeeded: 93 })
  expect(adviseNights(budget, SETTINGS)).toBe('MTP_VERIFY_MINUTES_PER_NIGHT=93')
  expect(adviseNights(budget, { ...SETTINGS, minutes: 120 })).toBe('MTP_VERIFY_MINUTES_PER_NIGHT=121')

  await db.update(vaultPasses).set({ bytes: 1.2e8 })
  expect(adviseNights(await measureNightBudget(db, SETTINGS), { ...SETTINGS, megabytesPerSecond: 1 })).toBe(
    'MTP_VERIFY_MINUTES_PER_NIGHT=300 and MTP_VERIFY_MBPS=2',
  )
})

test('without a limit and before the first night nobody knows how long it takes', async ({ db }) => {
  await terabyte(db, { days: 91 })
  await db.update(photos).set({ n: 9 }).where(eq(photos.n, 2)) // other changes of a photo do not count as a check
  const settings = { minutes: 30, megabytesPerSecond: 0 }
  const budget = await measureNightBudget(db, settings)
  expect(budget).toMatchObject({ originals: { overdue: 2 }, minutesNeeded: null })
  expect(adviseNights(budget, settings)).toBeNull()
})
