import { join } from 'node:path'
import { eq, sql } from 'drizzle-orm'
import { connect, type Db } from '@/db/client'
import { keyCandidates, keyMatches, matchedSequences } from '@/db/schema/key-matches'
import { favourites } from '@/db/schema/people/favourites'
import { passkeys } from '@/db/schema/people/passkeys'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags, tagTypes } from '@/db/schema/tags'
import { viewpoints } from '@/db/schema/viewpoints'
import { createFolderBackup } from '@/lib/backup/folder'
import { putExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import type { LngLat } from '@/lib/geo/lng-lat'
import { checkStore } from '@/lib/manifests/check-store'
import { saveChanges } from '@/lib/manifests/save-changes'
import { writeManifest } from '@/lib/manifests/write-manifest'
import { publishSequence } from '@/lib/sequences/publish-sequence'
import {
  boxShape,
  insertBlur,
  insertDetection,
  insertPhoto,
  insertSequence,
  insertTag,
  insertUser,
  newKey,
} from '@/tests/support/factories'
import { backUpPhoto, test as base, tokenKeys } from '@/tests/support/store'
import { createTestDatabase } from '@/tests/support/test-database'

/** `pool` is the instance before, `after` an empty database beside it. */
export const test = base.extend<{ after: Db }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixtures a fixture needs from this pattern
  after: async ({}, use) => {
    const { url, drop } = await createTestDatabase()
    const pool = connect(url)
    await pool.execute(sql`update instance set id = gen_random_uuid()`) // test databases are copies of one
    await use(pool)
    await pool.$client.end()
    await drop()
  },
})

/** Tables that a restore brings back. */
export const TABLES = [
  'users',
  'excluded_areas',
  'passkeys',
  'sequences',
  'photos',
  'detections',
  'photo_blurs',
  'tag_types',
  'tags',
  'tag_changes',
  'viewpoints',
  'viewpoint_places',
  'favourites',
  'key_matches',
  'key_candidates',
  'matched_sequences',
  'tombstones',
  'photo_search',
  'search_terms',
]

/** A square of about 200 m around a place. */
export function areaAround([lng, lat]: LngLat): LngLat[] {
  return [
    [lng - 0.001, lat - 0.001],
    [lng + 0.001, lat - 0.001],
    [lng + 0.001, lat + 0.001],
    [lng - 0.001, lat + 0.001],
  ]
}

/** Every row of every table that a restore brings back, as text; terms stay when the last photo that has them goes. */
export async function dump(db: Db): Promise<Record<string, string[]>> {
  const entries = TABLES.map(async (table): Promise<[string, string[]]> => {
    const isUsed =
      table === 'search_terms' ? sql`where exists (select from photo_search where terms @> array[t.term])` : sql``
    const rows = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(table)} t ${isUsed} order by 1`,
    )
    return [table, rows.map(({ row }) => row)]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** Two sequences, by two people, with every kind of row; a third one that was deleted. */
export async function createWorld(db: Db, folder: string) {
  const backup = createFolderBackup(folder)
  await checkStore({ db, backup })
  const ada = await insertUser(db, { username: 'ada' })
  const bob = await insertUser(db, { username: 'Bob/../é', role: 'admin', suspendedReason: 'once' })
  const gone = await insertUser(db, { username: 'gone' })
  await db.insert(passkeys).values([
    { userId: ada.id, credentialId: 'Ab_-1', publicKey: 'pQECAyYg', transports: ['internal', 'hybrid'], name: 'é "1"' },
    { userId: bob.id, credentialId: 'Ab_-2', publicKey: 'pQECAyYh', name: 'Key' },
  ])
  await db.insert(tagTypes).values({
    value: 'bench--stone',
    parent: 'bench',
    label: 'Stone',
    colour: '#aabbcc',
    state: 'proposed',
    proposedBy: bob.id,
  })
  const walk = await insertSequence(db, {
    ownerId: ada.id,
    name: 'Über "alles"\n',
    tags: ['a,b', '{c}'],
    transportType: 'hiking',
    photoKeys: ['x', 'y'],
  })
  const [first, second, third] = [
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 1,
      username: 'ada',
      raw: { deep: [1, { a: null }] },
      altitude: 0.1 + 0.2,
      cameraMake: 'GoPro',
      compassAngle: 0.1,
      pictureFlaws: ['no-end'],
      backupCrc32: 4_294_967_295,
      publicKey: '.public/ada/1/PHOTO_1.jpg',
      publicSha256: 'ab'.repeat(32),
      publicBytes: 2_048,
      publicAskedAt: new Date(),
    }),
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 2,
      username: 'ada',
      lng: -3.1001,
      hiddenAt: new Date(),
      hiddenBy: bob.id,
      hiddenReason: 'a face',
    }),
    await backUpPhoto(db, backup, {
      sequenceId: walk.id,
      n: 3,
      username: 'ada',
      lng: -3.1002,
      goneAt: new Date(),
      keepShowing: true,
      isPrivate: true,
    }),
  ]
  await insertPhoto(db, { sequenceId: walk.id, n: 4, importedAt: null, lng: null, lat: null })
  const ride = await insertSequence(db, { ownerId: bob.id, publishedAt: null, isPrivate: true })
  const fourth = await backUpPhoto(db, backup, {
    sequenceId: ride.id,
    n: 1,
    username: bob.username,
    computedLng: 1,
    computedLat: 2,
  })
  const old = await insertSequence(db, { ownerId: ada.id })
  await backUpPhoto(db, backup, { sequenceId: old.id, n: 1, username: 'ada' })
  for (const layer of ['trafficsigns', 'segmentations', 'instances'] as const)
    await insertDetection(db, { photoId: first.id, layer, value: `object--${layer}`, score: null })
  await insertDetection(db, { photoId: fourth.id, shape: null, raw: { id: '12345678901234567890' } })
  await db.execute(
    sql`update photos set captured_at = '2024-05-03T10:00:00.123456Z', raw = '{"id": 12345678901234567890.5}' where id = ${second.id}`,
  )
  await insertBlur(db, { photoId: first.id, authorId: ada.id })
  await insertBlur(db, { photoId: first.id, source: 'service', removedAt: new Date(), removedBy: gone.id })
  const tag = await insertTag(db, { photoId: first.id, authorId: bob.id, type: 'bench--stone' })
  await db
    .update(tags)
    .set({ shape: boxShape(0.5), changedBy: ada.id, changedAt: new Date() })
    .where(eq(tags.id, tag.id))
  await db.update(tags).set({ removedAt: new Date(), removedBy: ada.id, changedBy: gone.id }).where(eq(tags.id, tag.id))
  await insertTag(db, { photoId: fourth.id, authorId: ada.id })
  for (const [photo, user, value] of [
    [first, bob, true],
    [first, gone, false],
    [third, bob, false],
  ] as const)
    await db.insert(viewpoints).values({ photoId: photo.id, photoOwnerId: ada.id, userId: user.id, value })
  for (const [photo, user] of [
    [first, bob],
    [second, ada],
    [third, gone],
    [fourth, ada],
  ] as const)
    await db.insert(favourites).values({ photoId: photo.id, userId: user.id })
  await db.insert(viewpoints).values({ photoId: fourth.id, photoOwnerId: bob.id, userId: ada.id, value: true })
  await db.insert(keyMatches).values([
    { kind: 'photo', oldKey: 'old', newKey: first.mapillaryKey, how: 'hand' },
    { kind: 'user', oldKey: 'old', newKey: ada.mapillaryKey, how: 'sequence' },
  ])
  await db.insert(keyCandidates).values({ photoId: third.id, newKey: newKey() })
  await db.insert(matchedSequences).values({ sequenceId: walk.id, ambiguous: 1, missing: 2 })
  for (const ownerId of [null, ada.id])
    await putExcludedAreas({ db, marginKey: tokenKeys[0] }, { ownerId, actorId: ada.id, areas: [areaAround([20, 50])] })
  await publishSequence(db, walk.id)
  for (const [sequence, username] of [
    [walk, 'ada'],
    [ride, bob.username],
    [old, 'ada'],
  ] as const)
    await writeManifest({ db, backup }, { sequenceId: sequence.id, username })
  await db.delete(photos).where(eq(photos.sequenceId, old.id))
  await db.delete(sequences).where(eq(sequences.id, old.id))
  await db.delete(users).where(eq(users.id, gone.id))
  await saveChanges({ db, backup, tokenKeys }, { all: true })
  return {
    backup,
    ada,
    bob,
    walk,
    ride,
    manifest: (id: number, username = 'ada') => join(folder, username, String(id), 'manifest.json'),
  }
}
