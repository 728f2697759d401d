import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, lt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type OneTimeCodeKind, oneTimeCodes } from '@/db/schema/people/passkeys'

/** How long a code of each kind can be redeemed. */
const MINUTES: Record<OneTimeCodeKind, number> = { login: 5, registration: 5, invitation: 24 * 60, restore: 60 }

/** `userId`: whom the code is for; null: whoever has it. */
type Issued = { kind: OneTimeCodeKind; userId: number | null }

/** When a code that is issued now is over. */
export function endOfCode(kind: OneTimeCodeKind, now = new Date()): Date {
  return new Date(now.getTime() + MINUTES[kind] * 60_000)
}

/** A new code of 256 random bits, in base64url. Codes that are over are swept on the way. */
export async function issueCode(db: Db, { kind, userId }: Issued): Promise<string> {
  await db.delete(oneTimeCodes).where(lt(oneTimeCodes.expiresAt, sql`now()`))
  const code = randomBytes(32).toString('base64url')
  const expiresAt = sql`now() + make_interval(mins => ${MINUTES[kind]})`
  await db.insert(oneTimeCodes).values({ hash: hashOfCode(code), kind, userId, expiresAt })
  return code
}

/** Redeems a code, which ends with that; null: there is none of that kind, or no longer. Of two who redeem it at once one succeeds. */
export async function redeemCode(
  db: Db,
  { kind, code }: { kind: OneTimeCodeKind; code: string },
): Promise<{ userId: number | null } | null> {
  const [redeemed] = await db
    .delete(oneTimeCodes)
    .where(
      and(eq(oneTimeCodes.hash, hashOfCode(code)), eq(oneTimeCodes.kind, kind), gt(oneTimeCodes.expiresAt, sql`now()`)),
    )
    .returning({ userId: oneTimeCodes.userId })
  return redeemed ?? null
}

/** SHA-256 in hex: what the database knows of a code. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}
