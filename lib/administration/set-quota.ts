import { eq } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { AppError } from '@/lib/errors'

/** How many photos a person may import in a day; null: as many as everybody, 0: no limit. Safe to repeat. Throws NOT_FOUND. */
export async function setQuota(
  db: Db,
  { userId, actorId, photosPerDay }: { userId: number; actorId: number; photosPerDay: number | null },
): Promise<void> {
  await db.transaction(async (tx) => {
    const [person] = await tx.select().from(users).where(eq(users.id, userId)).for('update')
    if (!person) throw new AppError('NOT_FOUND', `User ${userId} not found`)
    if (person.photosPerDay === photosPerDay) return
    await tx.update(users).set({ photosPerDay }).where(eq(users.id, userId))
    const details = { before: person.photosPerDay, after: photosPerDay }
    await recordAudit(tx, { action: 'user.quota', actorId, userId, details })
  })
}
