import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { backupChecks } from '@/db/schema/vault'
import { erase } from '@/lib/erasure/erase'
import { seizeOriginals } from '@/lib/sequences/seize-originals'
import { claimPhoto, releaseClaims } from '@/lib/vault/claim-originals'
import { runPass } from '@/lib/vault/run-pass'
import { createWorld, test } from '@/tests/support/backup-world'
import { erasingTools, filesIn, put } from '@/tests/support/erasing'
import { vaultToolsFor } from '@/tests/support/vault-scene'

/** A photo whose original a verifier is reading, and the tools of an erasure that tell whether it removed something meanwhile. */
async function scene(db: Db, folder: string) {
  const { backup, walk } = await createWorld(db, folder)
  const own = await erasingTools(db, { backup, folder })
  const [photo] = await db.select().from(photos).where(eq(photos.sequenceId, walk.id)).orderBy(photos.n).limit(1)
  if (!photo) throw new Error('The walk has no photo')
  const claimId = randomUUID()
  if (!(await claimPhoto(db, { claimId, photoId: photo.id }))) throw new Error('Its original was not there')
  const early: string[] = []
  const tools = {
    ...own,
    backup: {
      ...backup,
      async remove(key: string) {
        if ((await db.$count(backupChecks, eq(backupChecks.claimId, claimId))) > 0) early.push(key)
        await backup.remove(key)
      },
    },
  }
  const close = async () => {
    for (const end of ['second', 'cache']) await rm(`${folder}-${end}`, { recursive: true, force: true })
  }
  return { backup, tools, walk, photo, claimId, early, close }
}

describe('a repair that is under way', () => {
  test.for(['photo', 'sequence'] as const)(
    'is waited for when its %s is erased',
    async (kind, { pool: db, folder }) => {
      const { backup, tools, walk, photo, claimId, early, close } = await scene(db, folder)
      const erasing = erase(tools, { kind, id: kind === 'photo' ? photo.id : walk.id }, 'A court order')
      const hasBegun = () =>
        kind === 'photo'
          ? db.$count(photos, sql`${photos.id} = ${photo.id} and ${photos.hiddenAt} is not null`)
          : db.$count(sequences, sql`${sequences.id} = ${walk.id} and ${sequences.deletedAt} is not null`)
      await expect.poll(hasBegun, { timeout: 20_000 }).toBe(1)
      await put(backup, `ada/${walk.id}/PHOTO_1.jpg`) // what the repair writes
      await releaseClaims(db, claimId)
      await erasing
      expect(early).toEqual([])
      expect((await filesIn(folder)).filter((file) => file.includes(`ada/${walk.id}/PHOTO_1.`))).toEqual([])
      await close()
    },
  )
})

test('what is seized is not verified any more, and no pass waits for it', async ({ pool: db, folder }) => {
  const { backup, photo, claimId, close } = await scene(db, folder)
  const scope = sql`p.id = ${photo.id}`
  expect(await seizeOriginals(db, scope, { patienceMs: 0 })).toBe(false)
  await releaseClaims(db, claimId)
  expect(await seizeOriginals(db, scope, { patienceMs: 0 })).toBe(true)
  expect(await seizeOriginals(db, scope, { patienceMs: 0 })).toBe(true)
  expect(await claimPhoto(db, { claimId, photoId: photo.id })).toBeNull()
  await runPass(vaultToolsFor(db, { backup }), { sequenceId: null, minutes: null })
  const [check] = await db.select().from(backupChecks).where(eq(backupChecks.photoId, photo.id))
  expect(check).toMatchObject({ verifiedAt: null, state: null })
  await close()
})
