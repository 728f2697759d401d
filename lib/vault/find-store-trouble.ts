import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { instance } from '@/db/schema/instance'
import { readMarker } from '@/lib/backup/marker'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'

const SAMPLE = 3
const NAMES_AT_ONCE = 1_000

type Expected = { store: Backup; copies: 1 | 2 }

/** The store is not the one that holds the originals, or cannot be used: nothing that is not found in it counts as missing. */
export class StoreTrouble extends AppError {
  constructor(message: string, cause?: unknown) {
    super('BACKUP_FAILED', message, { cause })
  }
}

/**
 * Throws StoreTrouble when a store should hold originals and none of them is there: a volume that is not mounted, an empty or another
 * bucket. Also when it cannot be asked. `copies` 2: only what lies in two stores is expected; a new second folder is made.
 */
export async function expectStore(db: Db, { store, copies }: Expected): Promise<void> {
  try {
    if (copies === 1 && (await isForeign(db, store))) throw new StoreTrouble('The backup belongs to another instance')
    if (await hasSample(db, { store, copies })) return
    if (await hasAny(db, store)) return
  } catch (error) {
    if (!(error instanceof AppError) || error instanceof StoreTrouble) throw error
    throw new StoreTrouble(error.message, error)
  }
  const [row] = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from backup_checks where copies >= ${copies === 2 ? 2 : 0}`,
  )
  const count = row?.count ?? 0
  if (count === 0) {
    if (copies === 2) await store.create?.() // a new one
    return
  }
  const name = copies === 2 ? 'second backup' : 'backup'
  throw new StoreTrouble(
    `None of the ${count} originals that should be in the ${name} is there: is it another folder or bucket, or a disk that is not connected? Nothing was changed.`,
  )
}

/** By its marker; a store of a version that wrote none is nobody's. */
async function isForeign(db: Db, store: Backup): Promise<boolean> {
  const marker = await readMarker(store)
  if (!marker) return false
  const { id } = one(await db.select({ id: instance.id }).from(instance))
  return marker.id !== id
}

/** The cheap way: some that were right when they were last looked at, or that nobody has looked at yet. */
async function hasSample(db: Db, { store, copies }: Expected): Promise<boolean> {
  const sample = await db.execute<{ key: string }>(sql`
    select p.backup_key as key from backup_checks c join photos p on p.id = c.photo_id
    where coalesce(c.state, 'ok') = 'ok' and c.copies >= ${copies} order by c.verified_at desc nulls last limit ${SAMPLE}`)
  for (const { key } of sample) if (await isThere(store, key)) return true
  return false
}

/** An object that cannot be looked at says nothing about its store. */
async function isThere(store: Backup, key: string): Promise<boolean> {
  try {
    return (await store.head(key)) !== null
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

async function hasAny(db: Db, store: Backup): Promise<boolean> {
  let keys: string[] = []
  for await (const { key } of store.entries('')) {
    keys.push(key)
    if (keys.length < NAMES_AT_ONCE) continue
    if (await hasNoted(db, keys)) return true
    keys = []
  }
  return hasNoted(db, keys)
}

async function hasNoted(db: Db, keys: string[]): Promise<boolean> {
  if (keys.length === 0) return false
  const noted = await db.execute(sql`
    select from photos where backup_key collate "C" in ${keys} and backed_up_at is not null
    union all select from photos where public_key collate "C" in ${keys} limit 1`)
  return noted.length > 0
}
