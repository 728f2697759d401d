import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Backup, BackupEntry } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { expectStore, StoreTrouble } from './find-store-trouble'
import { countPictures, countUntracked, markPictures, sizeOf } from './listed-files'
import { addToPass, endPass, NOTHING_DONE, warnOfPass } from './passes'
import type { VaultPass, VaultTools } from './types'

const NAMES_AT_ONCE = 1_000
const SLICE_MS = 20_000

/**
 * How far a listing has come: everything up to `after` was compared in that store, but for what lies behind `heldFrom` while nothing of ours was
 * found.
 */
export type ListingState = { copy: 1 | 2; after: string; heldFrom: string; hasMatched: boolean }
export type ListingResult = { next: 'again'; state: ListingState } | { next: 'done' | 'stopped' }

export const LISTING_BEGIN: ListingState = { copy: 1, after: '', heldFrom: '', hasMatched: false }

/**
 * One time-boxed part of a listing pass: compares names and sizes in the backup with what was noted, 1,000 at a time, and then those in the
 * second one. What is missing or has another size is noted so; second copies and pictures for everybody are to be read again. Nothing is found
 * to be right, because no byte was read. A store in which nothing of ours is marks nothing. Files that no photo refers to are counted in the first and left alone.
 */
export async function verifyNames(
  { db, backup, second }: Pick<VaultTools, 'db' | 'backup' | 'second'>,
  { pass, state, budgetMs = SLICE_MS }: { pass: VaultPass; state: ListingState; budgetMs?: number },
): Promise<ListingResult> {
  const end = Date.now() + budgetMs
  const first = new Listing(db, pass, state)
  try {
    if (first.copy === 1) {
      await expectStore(db, { store: backup, copies: 1 })
      if (await listNames(backup, first, end)) return { next: 'again', state: first.state }
    }
    if (second === null) return { next: 'done' }
    const other = first.copy === 2 ? first : new Listing(db, pass, { ...LISTING_BEGIN, copy: 2 })
    return (await listSecond(db, { second, listing: other, end }))
      ? { next: 'again', state: other.state }
      : { next: 'done' }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await endPass(db, pass.id, error.message)
    return { next: 'stopped' }
  }
}

/** A second store in trouble is told of, and nothing is found to be missing there. */
async function listSecond(
  db: Db,
  { second, listing, end }: { second: Backup; listing: Listing; end: number },
): Promise<boolean> {
  try {
    await expectStore(db, { store: second, copies: 2 })
    return await listNames(second, listing, end)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await warnOfPass(db, listing.pass.id, error.message)
    return false
  }
}

/** Whether there was no time for all of them. */
async function listNames(store: Backup, listing: Listing, end: number): Promise<boolean> {
  let entries: BackupEntry[] = []
  for await (const entry of store.entries('', listing.state.after || undefined)) {
    entries.push(entry)
    if (entries.length < NAMES_AT_ONCE) continue
    await listing.compare(entries, entry.key)
    entries = []
    if (Date.now() > end) return true
  }
  await listing.compare(entries, null)
  await listing.expectMatch()
  return false
}

class Listing {
  readonly #db: Db
  readonly pass: VaultPass
  readonly copy: 1 | 2
  state: ListingState

  constructor(db: Db, pass: VaultPass, state: ListingState) {
    this.#db = db
    this.pass = pass
    this.copy = state.copy
    this.state = { ...state }
  }

  /** Compares the entries with what is noted between the last key and `upTo` (null: all that follows). */
  async compare(entries: BackupEntry[], upTo: string | null): Promise<void> {
    const keys = entries.map(({ key }) => key)
    const isFound = keys.length === 0 ? sql`false` : sql`p.backup_key in ${keys}`
    const matches = await this.#count(sql`${this.#range(this.state.after, upTo)} and ${isFound}`)
    if (matches > 0 || (await countPictures(this.#db, keys)) > 0) this.state.hasMatched = true
    if (this.copy === 1) {
      const untracked = await countUntracked(this.#db, keys)
      await addToPass(this.#db, this.pass.id, { ...NOTHING_DONE, lookedAt: matches, untracked })
    }
    if (this.state.hasMatched) {
      const range = this.#range(this.state.heldFrom, upTo)
      await this.#mark('missing', sql`${range} and not ${isFound}`)
      await this.#markSizes(entries, this.#range(this.state.after, upTo))
      const copies = this.copy
      const badPictures = await markPictures(this.#db, entries, { after: this.state.heldFrom, upTo, copies })
      // Nobody noted whether the second store has a picture already, so it may be a new one there.
      if (copies === 1) await addToPass(this.#db, this.pass.id, { ...NOTHING_DONE, badPictures })
      this.state.heldFrom = upTo ?? ''
    }
    this.state.after = upTo ?? ''
  }

  /** Throws StoreTrouble when originals were expected and none was found. */
  async expectMatch(): Promise<void> {
    if (this.state.hasMatched) return
    const count = await this.#count(sql`true`)
    if (count === 0) return
    throw new StoreTrouble(
      `None of the ${count} originals that should be in the ${this.copy === 2 ? 'second ' : ''}backup is there: is it another folder or bucket, or a disk that is not connected? Nothing was changed.`,
    )
  }

  /** Photos whose keys follow `after`, up to `upTo`, and that nobody wrote or looked at since the pass began. */
  #range(after: string, upTo: string | null): SQL {
    const isUpTo = upTo === null ? sql`true` : sql`p.backup_key collate "C" <= ${upTo}`
    return sql`p.backup_key collate "C" > ${after} and ${isUpTo}`
  }

  async #count(condition: SQL): Promise<number> {
    const [row] = await this.#db.execute<{ count: number }>(
      sql`select count(*)::int as count ${this.#from()} and ${condition}`,
    )
    return row?.count ?? 0
  }

  #from(): SQL {
    const began = sql`${this.pass.startedAt.toISOString()}::timestamptz`
    return sql`from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
      where s.deleted_at is null and p.backed_up_at < ${began} and coalesce(c.verified_at, '-infinity') < ${began}
        and coalesce(c.claimed_until, '-infinity') < now() and ${this.#isExpected()}`
  }

  /** Whether the store should have the original of a row of `backup_checks c`. */
  #isExpected(): SQL {
    return this.copy === 1 ? sql`true` : sql`c.copies = 2 and coalesce(c.state, 'ok') = 'ok'`
  }

  async #mark(state: 'missing' | 'differs', condition: SQL, detail: SQL = sql`null::text`): Promise<void> {
    const change =
      this.copy === 1
        ? sql`state = ${state}, copies = greatest(c.copies - (bad.before is null or bad.before = 'ok')::int, 0)`
        : sql`is_copy_due = true, copies = 1`
    const isNew = this.copy === 1 ? sql`c.state is distinct from ${state}` : sql`true`
    const marked = await this.#db.execute(sql`
      with bad as (select c.photo_id, p.owner_id, c.state as before, ${detail} as detail ${this.#from()} and ${condition} and ${isNew}),
      marked as (update backup_checks c set ${change} from bad where c.photo_id = bad.photo_id returning c.photo_id)
      insert into backup_events (photo_id, owner_id, copy, found, done, detail)
      select bad.photo_id, bad.owner_id, ${this.copy}::int, ${state}, 'none', bad.detail from bad join marked using (photo_id)
      returning photo_id`)
    if (marked.length > 0) await addToPass(this.#db, this.pass.id, { ...NOTHING_DONE, bad: marked.length })
  }

  async #markSizes(entries: BackupEntry[], range: SQL): Promise<void> {
    if (entries.length === 0) return
    const size = sizeOf(entries, sql`p.backup_key`)
    const detail = sql`'It has ' || ${size} || ' of ' || p.backup_bytes || ' bytes'`
    await this.#mark('differs', sql`${range} and ${size} <> p.backup_bytes`, detail)
  }
}
