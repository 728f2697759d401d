import { eq, sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { detections } from '@/db/schema/detections'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { recount } from '@/lib/maintenance/recount'
import { markViewpoint } from '@/lib/viewpoints/mark-viewpoint'
import { test } from '@/tests/support/db'
import { insertDetection, insertPhoto, insertSequence, insertUser } from '@/tests/support/factories'

/** The terms that a photo is found by, as far as people choose them: "kind value". */
async function termsOf(db: Db, photoId: number): Promise<string[]> {
  const rows = await db.execute<{ text: string }>(sql`
    select t.kind || ' ' || t.value as text from photo_search s, unnest(s.terms) term join search_terms t using (term)
    where s.photo_id = ${photoId} and t.kind <> 'tagged' order by 1`)
  return rows.map(({ text }) => text)
}

/** Rows that are not what they would be if they were made anew from photos, sequences, detections and viewpoints. */
async function outdated(db: Db): Promise<number> {
  const [row] = await db.execute<{ count: number }>(sql`
    select count(*)::int as count
    from (select * from photos where imported_at is not null) p full join photo_search s on s.photo_id = p.id
    left join lateral (select array_agg(distinct w.term order by w.term) as terms from photo_terms(array[p.id]) w) made on true
    where (s.photo_id, s.owner_id, s.sequence_id, s.captured_at, s.lng, s.lat, s.cell, s.altitude, s.compass_angle, s.viewpoint_count, s.is_pano, s.is_public, s.terms)
      is distinct from (p.id, p.owner_id, p.sequence_id, p.captured_at, p.lng, p.lat, p.cell, p.altitude, p.compass_angle, p.viewpoint_count, p.is_pano, p.is_public, made.terms)`)
  return row?.count ?? -1
}

describe('what searches read of a photo', () => {
  test('is there once its data is stored', async ({ db }) => {
    const { id } = await insertPhoto(db, { importedAt: null })
    expect(await termsOf(db, id)).toEqual([])

    const { ownerId } = await insertPhoto(db, { importedAt: null })
    await db
      .update(photos)
      .set({ importedAt: new Date(), cameraMake: 'GoPro', cameraModel: 'Max', isPano: true, ownerId })
      .where(eq(photos.id, id))

    expect(await termsOf(db, id)).toEqual([
      'make GoPro',
      'model Max',
      'pano true',
      'season spring',
      `user ${ownerId}`,
      'year 2024',
    ])
  })

  test('follows detections that come, change and go', async ({ db }) => {
    const { id } = await insertPhoto(db)
    const bench = await insertDetection(db, { photoId: id })
    await insertDetection(db, { photoId: id, value: 'nature--sky' })
    const tags = async () => (await termsOf(db, id)).filter((term) => term.startsWith('mapillary'))
    expect(await tags()).toEqual(['mapillary nature--sky', 'mapillary object--bench'])

    await db.update(detections).set({ value: 'object--chair' }).where(eq(detections.id, bench.id))
    expect(await tags()).toEqual(['mapillary nature--sky', 'mapillary object--chair'])

    await db.delete(detections).where(eq(detections.photoId, id))
    expect(await tags()).toEqual([])
  })

  test('follows its sequence, its privacy and its viewpoints', async ({ db }) => {
    const sequence = await insertSequence(db, { publishedAt: null })
    const { id } = await insertPhoto(db, { sequenceId: sequence.id })
    const state = async () => {
      const [row] = await db.execute<{ is_public: boolean; viewpoint_count: number }>(
        sql`select is_public, viewpoint_count from photo_search where photo_id = ${id}`,
      )
      return row
    }
    expect(await state()).toEqual({ is_public: false, viewpoint_count: 0 })

    await db.update(sequences).set({ publishedAt: new Date() }).where(eq(sequences.id, sequence.id))
    await markViewpoint(db, { photoId: id, userId: (await insertUser(db)).id, value: true })
    expect(await state()).toEqual({ is_public: true, viewpoint_count: 1 })

    await db.update(photos).set({ isPrivate: true }).where(eq(photos.id, id))
    expect(await state()).toEqual({ is_public: false, viewpoint_count: 1 })

    await db
      .update(sequences)
      .set({ transportType: 'Walk', tags: ['Alps', 'snow'] })
      .where(eq(sequences.id, sequence.id))
    expect(await termsOf(db, id)).toEqual(
      expect.arrayContaining(['transport Walk', 'sequenceTag Alps', 'sequenceTag snow']),
    )
    expect(await outdated(db)).toBe(0)

    await db.delete(sequences).where(eq(sequences.id, sequence.id))
    expect(await state()).toBeUndefined()
  })

  test('is rebuilt from the rows it is made of', async ({ db }) => {
    const spoiled = await insertPhoto(db)
    const lost = await insertPhoto(db)
    await insertPhoto(db)
    await insertDetection(db, { photoId: lost.id })
    await db.execute(sql`update photo_search set terms = '{}', altitude = 7 where photo_id = ${spoiled.id}`)
    await db.execute(sql`delete from photo_search where photo_id = ${lost.id}`)
    expect(await outdated(db)).toBe(2)

    expect((await recount(db)).searched).toBe(2)
    expect(await outdated(db)).toBe(0)
    expect((await recount(db)).searched).toBe(0)
  })

  test('loses nothing when two layers are stored at the same time', async ({ pool }) => {
    const { id } = await insertPhoto(pool)
    const layers = ['trafficsigns', 'segmentations', 'instances'] as const
    for (let round = 0; round < 10; round++) {
      await Promise.all(
        layers.map((layer) => insertDetection(pool, { photoId: id, layer, value: `${layer}--${round}` })),
      )
    }

    expect((await termsOf(pool, id)).filter((term) => term.startsWith('mapillary'))).toHaveLength(30)
    expect(await outdated(pool)).toBe(0)
  })
})
