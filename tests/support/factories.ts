import { randomBytes } from 'node:crypto'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { photoBlurs } from '@/db/schema/blurs'
import { detections } from '@/db/schema/detections'
import { imports } from '@/db/schema/imports'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import { tags } from '@/db/schema/tags'
import { cellOf } from '@/lib/geo/cell'
import { REPORT_REASONS } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { hashOf } from '@/lib/moderation/create-report'

/** A key as Mapillary v3 makes them: 22 characters of base64url. */
export const newKey = () => randomBytes(16).toString('base64url')

export async function insertUser(db: Db, values: Partial<typeof users.$inferInsert> = {}) {
  const mapillaryKey = newKey()
  return one(
    await db
      .insert(users)
      .values({ mapillaryKey, username: `user-${mapillaryKey.slice(0, 6)}`, ...values })
      .returning(),
  )
}

/** A public sequence, unless told otherwise; its owner is made when none is given. */
export async function insertSequence(db: Db, values: Partial<typeof sequences.$inferInsert> = {}) {
  const ownerId = values.ownerId ?? (await insertUser(db)).id
  const rows = await db
    .insert(sequences)
    .values({
      mapillaryKey: newKey(),
      name: 'A walk',
      capturedAt: new Date('2024-05-03T10:00:00Z'),
      publishedAt: new Date('2024-05-04T10:00:00Z'),
      ...values,
      ownerId,
    })
    .returning()
  return one(rows)
}

/** A photo with stored data; its sequence is made when none is given. Its cell follows lng, lat. */
export async function insertPhoto(db: Db, values: Partial<typeof photos.$inferInsert> = {}) {
  const sequence = values.sequenceId
    ? { id: values.sequenceId, ownerId: values.ownerId ?? (await ownerOf(db, values.sequenceId)) }
    : await insertSequence(db, values.ownerId ? { ownerId: values.ownerId } : {})
  const { lng = -3.1, lat = 54.45 } = values
  const rows = await db
    .insert(photos)
    .values({
      n: 1,
      mapillaryKey: newKey(),
      importedAt: new Date('2024-05-04T10:00:00Z'),
      capturedAt: new Date('2024-05-03T10:00:00Z'),
      compassAngle: 90,
      cell: lng === null || lat === null ? null : cellOf([lng, lat]),
      ...values,
      lng,
      lat,
      sequenceId: sequence.id,
      ownerId: sequence.ownerId,
    })
    .returning()
  return one(rows)
}

async function ownerOf(db: Db, sequenceId: number) {
  const row = await db.query.sequences.findFirst({ where: (t, { eq }) => eq(t.id, sequenceId) })
  if (!row) throw new Error(`No sequence ${sequenceId}`)
  return row.ownerId
}

export async function insertDetection(db: Db, values: Partial<typeof detections.$inferInsert> & { photoId: number }) {
  const rows = await db
    .insert(detections)
    .values({
      layer: 'instances',
      mapillaryKey: newKey(),
      value: 'object--bench',
      score: 0.9,
      area: 0.01,
      shape: {
        type: 'Polygon',
        coordinates: [
          [
            [0.1, 0.1],
            [0.2, 0.1],
            [0.2, 0.2],
            [0.1, 0.2],
            [0.1, 0.1],
          ],
        ],
      },
      raw: {},
      ...values,
    })
    .returning()
  return one(rows)
}

export async function insertImport(db: Db, values: Partial<typeof imports.$inferInsert> = {}) {
  const sequence = values.sequenceId
    ? { id: values.sequenceId, ownerId: values.userId ?? (await ownerOf(db, values.sequenceId)) }
    : await insertSequence(db, { publishedAt: null, ...(values.userId ? { ownerId: values.userId } : {}) })
  const rows = await db
    .insert(imports)
    .values({ ...values, sequenceId: sequence.id, userId: sequence.ownerId })
    .returning()
  return one(rows)
}

/** A box with that left edge, a tenth of the picture wide and high. */
export function boxShape(left = 0.1, top = 0.1): TagShape {
  const [right, bottom] = [left + 0.1, top + 0.1]
  return {
    type: 'Polygon',
    coordinates: [
      [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
        [left, top],
      ],
    ],
  }
}

/** A tag in force by its author, who is made when none is given. */
export async function insertTag(db: Db, values: Partial<typeof tags.$inferInsert> & { photoId: number }) {
  const authorId = values.authorId ?? (await insertUser(db)).id
  const rows = await db
    .insert(tags)
    .values({ type: 'bench', shape: boxShape(), area: 0.01, changedBy: authorId, ...values, authorId })
    .returning()
  return one(rows)
}

/** A region that is blurred. */
export async function insertBlur(db: Db, values: Partial<typeof photoBlurs.$inferInsert> & { photoId: number }) {
  const row = { region: boxShape(), source: 'owner' as const, ...values }
  return one(await db.insert(photoBlurs).values(row).returning())
}

/** An open report with the key of its receipt. */
export async function insertReport(db: Db, values: Partial<typeof reports.$inferInsert> & { ownerId: number }) {
  const key = newKey()
  const reason = values.reason ?? 'quality'
  const { gravity } = REPORT_REASONS[reason]
  const row = { reason, gravity, addressHash: newKey(), keyHash: hashOf(key), ...values }
  return { ...one(await db.insert(reports).values(row).returning()), key }
}
