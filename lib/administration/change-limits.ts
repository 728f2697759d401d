import { eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { setLimits } from '@/db/schema/administration'
import { users } from '@/db/schema/people/users'
import { recordAudit } from '@/lib/audit/record-audit'
import { mapKeys } from '@/lib/model/keys-of'
import { LIMIT_MEANINGS, LIMIT_NAMES, type LimitName, type LimitValues } from '@/lib/model/limits'

/** A limit with the value that counts, the environment's, and who set another one when. */
export type ListedLimit = {
  name: LimitName
  label: string
  value: number
  default: number
  changedBy: string | null
  changedAt: string | null // ISO 8601; null: it is the environment's
}

const schemas = mapKeys(LIMIT_MEANINGS, (name) => {
  const { least } = LIMIT_MEANINGS[name]
  return z
    .int('expected a whole number')
    .max(1_000_000_000_000)
    .refine((value) => value === 0 || value >= least, `expected 0 (no limit) or at least ${least}`)
    .nullable()
    .optional()
})

/** `null` gives a limit back to the environment. */
export const LimitChanges = z.strictObject(schemas)
export type LimitChanges = z.infer<typeof LimitChanges>

/** Sets limits for all processes. What was and what is goes into `audit`. Safe to repeat. */
export async function changeLimits(
  db: Db,
  { actorId, changes }: { actorId: number; changes: LimitChanges },
): Promise<void> {
  const names = LIMIT_NAMES.filter((name) => changes[name] !== undefined)
  if (names.length === 0) return
  await db.transaction(async (tx) => {
    const before = await tx.select().from(setLimits).where(inArray(setLimits.name, names)).for('update')
    for (const name of names) {
      const value = changes[name] ?? null
      const earlier = before.find((row) => row.name === name)?.value ?? null
      if (value === earlier) continue
      const row = { value: value ?? 0, changedBy: actorId, changedAt: new Date() }
      if (value === null) await tx.delete(setLimits).where(eq(setLimits.name, name))
      else
        await tx
          .insert(setLimits)
          .values({ name, ...row })
          .onConflictDoUpdate({ target: setLimits.name, set: row })
      await recordAudit(tx, { action: 'limit.changed', actorId, details: { name, before: earlier, after: value } })
    }
  })
}

/** Every limit. `defaults`: those of the environment. */
export async function listLimits(db: Db, defaults: LimitValues): Promise<ListedLimit[]> {
  const rows = await db
    .select({
      name: setLimits.name,
      value: setLimits.value,
      changedAt: setLimits.changedAt,
      changedBy: users.username,
    })
    .from(setLimits)
    .leftJoin(users, eq(users.id, setLimits.changedBy))
  return LIMIT_NAMES.map((name) => {
    const row = rows.find((each) => each.name === name)
    return {
      name,
      label: LIMIT_MEANINGS[name].label,
      value: row?.value ?? defaults[name],
      default: defaults[name],
      changedBy: row?.changedBy ?? null,
      changedAt: row?.changedAt.toISOString() ?? null,
    }
  })
}
