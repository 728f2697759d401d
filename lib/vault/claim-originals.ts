import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { BackupState } from '@/lib/model/backup-states'
import type { ClaimedOriginal, VaultPass } from './types'

const CLAIM_SECONDS = 120 // a verifier renews its claims more often; a killed one's end by themselves

type Claim = { claimId: string; pass: VaultPass; dueBefore: Date; limit: number; hasSecond: boolean }
type Row = {
  photo_id: string
  owner_id: string
  mapillary_key: string
  key: string
  sha256: string
  bytes: string
  state: BackupState | null
  copies: number
  has_crc32: boolean
  is_picture_due: boolean
  is_copy_due: boolean
  public_key: string | null
  public_sha256: string | null
  public_bytes: string | null
}

/**
 * Takes originals that nobody else looks at: first those whose picture for everybody or whose second copy a listing found to be bad, then those
 * that were bad themselves, then those whose bytes were read least recently. None that this pass has looked at, and no good one that was read since `dueBefore`.
 */
export async function claimOriginals(
  db: Db,
  { claimId, pass, dueBefore, limit, hasSecond }: Claim,
): Promise<ClaimedOriginal[]> {
  const scope = pass.sequenceId === null ? sql`true` : sql`p.sequence_id = ${pass.sequenceId}`
  const claimed: ClaimedOriginal[] = []
  const kinds = [
    sql`c.is_picture_due`,
    ...(hasSecond ? [sql`c.is_copy_due and ${isReadBefore(pass.startedAt)}`] : []),
    sql`c.state <> 'ok' and ${isReadBefore(pass.startedAt)}`,
    isReadBefore(dueBefore),
  ]
  for (const isDue of kinds)
    if (claimed.length < limit)
      claimed.push(...(await claim(db, { claimId, scope, limit: limit - claimed.length }, isDue)))
  return claimed
}

function isReadBefore(moment: Date): SQL {
  return sql`(c.verified_at is null or c.verified_at < ${moment.toISOString()}::timestamptz)`
}

async function claim(
  db: Db,
  { claimId, scope, limit }: { claimId: string; scope: SQL; limit: number },
  isDue: SQL,
): Promise<ClaimedOriginal[]> {
  const rows = await db.execute<Row>(sql`
    with due as (
      select c.photo_id from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
      where ${isDue} and ${scope} and s.deleted_at is null and coalesce(c.claimed_until, '-infinity') < now()
      order by c.verified_at nulls first, c.photo_id limit ${limit} for update of c skip locked
    )
    update backup_checks c set claim_id = ${claimId}, claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second'
    from due join photos p on p.id = due.photo_id where c.photo_id = due.photo_id
    returning c.photo_id, p.owner_id, p.mapillary_key, p.backup_key as key, p.backup_sha256 as sha256, p.backup_bytes as bytes, c.state, c.copies, p.backup_crc32 is not null as has_crc32, c.is_picture_due, c.is_copy_due,
      p.public_key, p.public_sha256, p.public_bytes`)
  return rows.map(toClaimed)
}

function toClaimed(row: Row): ClaimedOriginal {
  const { key, sha256, state, copies, public_key: publicKey, public_sha256: publicSha256 } = row
  return {
    photoId: Number(row.photo_id),
    ownerId: Number(row.owner_id),
    mapillaryKey: row.mapillary_key,
    key,
    sha256,
    bytes: Number(row.bytes),
    state,
    copies,
    hasCrc32: row.has_crc32,
    isPictureDue: row.is_picture_due,
    isCopyDue: row.is_copy_due,
    publicPicture:
      publicKey !== null && publicSha256 !== null
        ? { key: publicKey, sha256: publicSha256, bytes: Number(row.public_bytes) }
        : null,
  }
}

/** Takes one photo's original, whenever it was looked at; null when somebody else looks at it now, or there is none. */
export async function claimPhoto(
  db: Db,
  { claimId, photoId }: { claimId: string; photoId: number },
): Promise<ClaimedOriginal | null> {
  const [original] = await claim(db, { claimId, scope: sql`p.id = ${photoId}`, limit: 1 }, sql`true`)
  return original ?? null
}

/** Keeps what is claimed from ending while its bytes are read. */
export async function renewClaims(db: Db, claimId: string): Promise<void> {
  await db.execute(sql`
    update backup_checks set claimed_until = now() + ${CLAIM_SECONDS} * interval '1 second' where claim_id = ${claimId}`)
}

/** Gives back what was claimed and not looked at. */
export async function releaseClaims(db: Db, claimId: string): Promise<void> {
  await db.execute(sql`update backup_checks set claim_id = null, claimed_until = null where claim_id = ${claimId}`)
}
