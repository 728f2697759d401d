import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import type { Db } from '@/db/client'
import { announcements } from '@/db/schema/administration'
import { pageChanges } from '@/db/schema/map'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { viewpoints } from '@/db/schema/viewpoints'
import { readPageRevision } from '@/lib/visibility/page-revision'
import { test } from '@/tests/support/db'
import { insertPhoto, insertUser } from '@/tests/support/factories'

type Scene = { db: Db; photoId: number; sequenceId: number; ownerId: number; otherId: number }

async function setScene(db: Db): Promise<Scene> {
  const [photo, other] = [await insertPhoto(db), await insertUser(db)]
  return { db, photoId: photo.id, sequenceId: photo.sequenceId, ownerId: photo.ownerId, otherId: other.id }
}

/** The removal comes last: the others need the photo. */
const CHANGES: [name: string, change: (scene: Scene) => Promise<unknown>][] = [
  [
    'a photo that is hidden',
    ({ db, photoId: id }) => db.update(photos).set({ hiddenAt: new Date() }).where(eq(photos.id, id)),
  ],
  [
    'a sequence with another name',
    ({ db, sequenceId: id }) => db.update(sequences).set({ name: 'Another' }).where(eq(sequences.id, id)),
  ],
  [
    'a person with another name',
    ({ db, ownerId: id }) => db.update(users).set({ username: 'another' }).where(eq(users.id, id)),
  ],
  [
    'a person who is suspended',
    ({ db, ownerId: id }) => db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, id)),
  ],
  [
    'a mark',
    ({ db, photoId, ownerId: photoOwnerId, otherId: userId }) =>
      db.insert(viewpoints).values({ photoId, photoOwnerId, userId, value: true }),
  ],
  ['an announcement', ({ db }) => db.insert(announcements).values({ text: 'Closed' })],
  ['a photo that is removed', ({ db, photoId: id }) => db.delete(photos).where(eq(photos.id, id))],
]

test('whatever pages show makes another revision as soon as it is committed', async ({ pool }) => {
  const scene = await setScene(pool)
  const unnoticed: string[] = []
  for (const [name, change] of CHANGES) {
    const before = await readPageRevision(pool)
    await pool.transaction(async (db) => {
      await change({ ...scene, db })
      if ((await readPageRevision(pool)) !== before) unnoticed.push(`${name}: too early`)
    })
    if ((await readPageRevision(pool)) <= before) unnoticed.push(name)
  }
  expect(unnoticed).toEqual([])
})

test('a log-in that changes nothing of the person is no change', async ({ pool }) => {
  const { ownerId } = await setScene(pool)
  const before = await readPageRevision(pool)
  await pool.update(users).set({ username: sql`username` }).where(eq(users.id, ownerId))
  expect(await readPageRevision(pool)).toBe(before)
})

test('many changes are counted, by whoever asks at the same time, without being another revision', async ({ pool }) => {
  await pool.execute(sql`insert into page_changes select from generate_series(1, 500)`)
  const revision = await readPageRevision(pool)
  expect(await pool.$count(pageChanges)).toBe(0)
  await pool.execute(sql`insert into page_changes select from generate_series(1, 300)`)
  const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => readPageRevision(pool)))
  expect([first, ...others]).toEqual(Array(4).fill(revision + 300))
  expect(await readPageRevision(pool)).toBe(revision + 300)
})

/** What no page for strangers is made from. A new table stands here, or a trigger of its own notes its changes (docs/decisions/015). */
const UNSEEN_TABLES = `
  account_photos account_sequences account_syncs api_tokens audit backup_checks backup_events blur_failures due_elections due_exclusions
  excluded_areas favourites import_errors import_photos imported_per_day imports instance key_candidates key_matches mail_addresses mails
  map_changes map_version mapillary_accounts matched_sequences notice_feeds notice_settings notices one_time_codes original_uploads
  own_buckets own_copies page_changes passkeys rate_limits reports restore_runs sessions set_limits tag_changes takeout_files
  takeout_sequences takeouts tombstones troubles unsaved_changes vault_passes withheld_marks`

/** What triggers make of other tables, in the same transaction. */
const DERIVED_TABLES = 'photo_search search_terms viewpoint_places'

test('of each table it is known whether pages for strangers are made from it', async ({ pool }) => {
  const tables = await pool.execute<{ name: string; isNoted: boolean }>(sql`
    select relname as name, exists (
      select from pg_trigger where tgrelid = pg_class.oid and tgname like '%\_page%'
    ) as "isNoted"
    from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and not relispartition`)
  const unnoted = tables.filter(({ isNoted }) => !isNoted).map(({ name }) => name)
  expect(unnoted.sort()).toEqual(`${UNSEEN_TABLES} ${DERIVED_TABLES}`.trim().split(/\s+/).sort())
})

/** What of a photo no page shows, or only one that reads it itself. A new column stands here, or in the trigger. */
const UNSEEN_COLUMNS = [
  'backup_crc32',
  'blurs_checked_at',
  'panorama_crop',
  'public_asked_at',
  'public_bytes',
  'public_key',
  'public_sha256',
]

test('of each column of a photo it is known whether pages for strangers show it', async ({ pool }) => {
  const columns = await pool.execute<{ name: string; isNoted: boolean }>(sql`
    select attname as name, attnum = any((
      select tgattr from pg_trigger where tgname = 'photos_page_changed' and tgrelid = 'photos'::regclass
    )::int2[]) as "isNoted"
    from pg_attribute where attrelid = 'photos'::regclass and attnum > 0 and not attisdropped`)
  const unnoted = columns.filter(({ isNoted }) => !isNoted).map(({ name }) => name)
  expect(unnoted.sort()).toEqual(UNSEEN_COLUMNS)
})

test('what of a photo no page shows is no change', async ({ pool }) => {
  const { photoId } = await setScene(pool)
  const before = await readPageRevision(pool)
  const unseen = { backupCrc32: 1, publicAskedAt: new Date(), panoramaCrop: { left: 0, top: 0, width: 1, height: 1 } }
  await pool.update(photos).set(unseen).where(eq(photos.id, photoId))
  expect(await readPageRevision(pool)).toBe(before)
})
