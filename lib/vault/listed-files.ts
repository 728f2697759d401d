import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { BackupEntry } from '@/lib/backup/types'

const PHOTO_FILE = /^(?!\.(?!public\/)).*\/PHOTO_\d+\.jpg$/ // of users' folders and of `.public/`

/** The size that a listing tells of the file with this key; null when it does not name it. */
export function sizeOf(entries: BackupEntry[], key: SQL): SQL {
  const sizes = JSON.stringify(Object.fromEntries(entries.map(({ key, sizeBytes }) => [key, sizeBytes])))
  return sql`(${sizes}::jsonb ->> ${key})::bigint`
}

/** How many of these files are pictures that are kept for everybody. */
export async function countPictures(db: Db, keys: string[]): Promise<number> {
  if (keys.length === 0) return 0
  return count(db, sql`from photos p where p.public_key collate "C" in ${keys}`)
}

/** How many of these look like a photo's file, and no photo refers to them. One that is being written may be among them. */
export async function countUntracked(db: Db, keys: string[]): Promise<number> {
  const ofPhotos = keys.filter((key) => PHOTO_FILE.test(key))
  if (ofPhotos.length === 0) return 0
  return count(
    db,
    sql`from jsonb_array_elements_text(${JSON.stringify(ofPhotos)}::jsonb) as f(key)
      where not exists (select from photos p where p.backup_key collate "C" = f.key)
        and not exists (select from photos p where p.public_key collate "C" = f.key)`,
  )
}

/**
 * Has pictures for everybody read again whose keys follow `after`, up to `upTo` (null: all that follow), and that are not among the entries, or
 * have another size there. `copies`: of originals of which there are so many, their pictures should be there. Returns how many.
 */
export async function markPictures(
  db: Db,
  entries: BackupEntry[],
  { after, upTo, copies }: { after: string; upTo: string | null; copies: 1 | 2 },
): Promise<number> {
  const isUpTo = upTo === null ? sql`true` : sql`p.public_key collate "C" <= ${upTo}`
  const marked = await db.execute(sql`
    update backup_checks c set is_picture_due = true
    from (select p.id, p.public_bytes, ${sizeOf(entries, sql`p.public_key`)} as size from photos p join sequences s on s.id = p.sequence_id
      where p.public_key collate "C" > ${after} and ${isUpTo} and s.deleted_at is null) p
    where c.photo_id = p.id and c.copies >= ${copies === 2 ? 2 : 0} and (p.size is null or p.size <> p.public_bytes)
    returning c.photo_id`)
  return marked.length
}

async function count(db: Db, from: SQL): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count ${from}`)
  return row?.count ?? 0
}
