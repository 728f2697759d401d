import type { Db } from '@/db/client'
import { audit } from '@/db/schema/people/audit'

export type AuditEntry = Omit<typeof audit.$inferInsert, 'id' | 'at'>

/** Writes down what somebody did, for good; in the transaction that does it. */
export async function recordAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db.insert(audit).values(entry)
}
