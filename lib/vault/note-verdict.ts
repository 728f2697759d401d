import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { backupEvents } from '@/db/schema/vault'
import { notify } from '@/lib/notices/notify'
import { type ClaimedOriginal, isOfOriginal, type VaultEvent, type Verdict } from './types'

type Noted = { claimId: string; original: ClaimedOriginal; verdict: Verdict }

/** `noted`: it counts. `superseded`: other bytes were noted meanwhile, or the claim had ended. `gone`: the photo was deleted meanwhile. */
export type NoteResult = 'noted' | 'superseded' | 'gone'

/** Notes how a look at an original ended, in one transaction with what happened. */
export async function noteVerdict(db: Db, { claimId, original, verdict }: Noted): Promise<NoteResult> {
  const { photoId, ownerId, sha256 } = original
  return db.transaction(async (tx) => {
    const noted = await tx.execute(sql`
      update backup_checks c set verified_at = now(), state = ${verdict.state}, copies = ${verdict.copies}, is_picture_due = false, is_copy_due = is_copy_due and ${verdict.copies} < 2, claim_id = null, claimed_until = null
      from photos p where c.photo_id = ${photoId} and p.id = c.photo_id and c.claim_id = ${claimId} and p.backup_sha256 = ${sha256}
      returning c.photo_id`)
    if (noted.length === 0) return whyNotNoted(tx, photoId)
    if (typeof verdict.crc32 === 'number')
      await tx.execute(
        sql`update photos set backup_crc32 = ${verdict.crc32}::bigint where id = ${photoId} and backup_crc32 is null`,
      )
    await insertEvents(tx, original, verdict.events)
    if (verdict.state !== 'ok' && verdict.events.some(isOfOriginal))
      await notify(tx, { userId: ownerId, kind: 'originals', topic: 'originals' })
    return 'noted'
  })
}

type NotedPicture = { claimId: string; original: ClaimedOriginal; events: VaultEvent[] }

/** Notes that the picture that is kept for everybody beside an original was looked at, and gives the original back. */
export async function notePicture(db: Db, { claimId, original, events }: NotedPicture): Promise<NoteResult> {
  return db.transaction(async (tx) => {
    const noted = await tx.execute(sql`
      update backup_checks set is_picture_due = false, claim_id = null, claimed_until = null
      where photo_id = ${original.photoId} and claim_id = ${claimId} returning photo_id`)
    if (noted.length === 0) return whyNotNoted(tx, original.photoId)
    await insertEvents(tx, original, events)
    return 'noted'
  })
}

async function insertEvents(db: Db, { photoId, ownerId }: ClaimedOriginal, events: VaultEvent[]): Promise<void> {
  if (events.length > 0) await db.insert(backupEvents).values(events.map((event) => ({ ...event, photoId, ownerId })))
}

async function whyNotNoted(db: Db, photoId: number): Promise<NoteResult> {
  const there = await db.execute(sql`
    select from photos p join sequences s on s.id = p.sequence_id where p.id = ${photoId} and s.deleted_at is null`)
  return there.length === 0 ? 'gone' : 'superseded'
}
