import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  check,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { DOUBTS } from '@/lib/geo/doubts'
import { ALTITUDE_SOURCES, BACKUP_FORMS } from '@/lib/model/pictures/photo-sources'
import { PICTURE_FLAWS } from '@/lib/model/pictures/picture-flaws'
import type { StoredPanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import { id, moment } from './columns'
import { users } from './people/users'
import { sequences } from './sequences'

export const photos = pgTable(
  'photos',
  {
    id: id(),
    ownerId: bigint('owner_id', { mode: 'number' })
      .notNull()
      .references(() => users.id),
    sequenceId: bigint('sequence_id', { mode: 'number' })
      .notNull()
      .references(() => sequences.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(), // 1-based number in the sequence, given once
    mapillaryKey: text('mapillary_key').notNull().unique('photos_mapillary_key_key'),
    importedAt: moment('imported_at'), // when its data was first stored; null: only its key is known yet
    capturedAt: moment('captured_at'),
    lng: doublePrecision('lng'), // WGS 84, as recorded by the camera; null: no usable position
    lat: doublePrecision('lat'),
    computedLng: doublePrecision('computed_lng'), // WGS 84, as computed by Mapillary
    computedLat: doublePrecision('computed_lat'),
    computedCompassAngle: real('computed_compass_angle'), // degrees, as computed by Mapillary
    cell: bigint('cell', { mode: 'bigint' }), // Morton code (z31) of lng, lat
    compassAngle: real('compass_angle'), // degrees clockwise from north, [0, 360)
    isPano: boolean('is_pano').notNull().default(false),
    panoramaCrop: jsonb('panorama_crop').$type<StoredPanoramaCrop>(), // the part of the sphere that its original says to cover; null: not read yet
    cameraMake: text('camera_make'),
    cameraModel: text('camera_model'),
    altitude: doublePrecision('altitude'), // metres; `altitudeSource` says above what
    altitudeSource: text('altitude_source', { enum: ALTITUDE_SOURCES }),
    computedAltitude: doublePrecision('computed_altitude'), // metres above the sea as Mapillary computed it, often wrong
    isPrivate: boolean('is_private').notNull().default(false), // as Mapillary says
    isPublic: boolean('is_public').notNull().default(false), // kept by triggers from the photo and its sequence; never written by hand
    doubts: text('doubts', { enum: DOUBTS }).array().notNull().default([]), // what of it cannot be (lib/geo/doubts.ts), found when its sequence is published
    trusted: text('trusted', { enum: DOUBTS }).array().notNull().default([]), // what its owner says is right: it is not doubted
    raw: jsonb('raw'), // Mapillary's whole answer
    viewpointCount: integer('viewpoint_count').notNull().default(0), // true marks; kept by a trigger
    backupKey: text('backup_key'),
    backupSha256: text('backup_sha256'), // hex
    backupForm: text('backup_form', { enum: BACKUP_FORMS }),
    backupBytes: bigint('backup_bytes', { mode: 'number' }),
    backupCrc32: bigint('backup_crc32', { mode: 'number' }), // of its original; null: not known yet, which says nothing about the file
    backedUpAt: moment('backed_up_at'),
    publicKey: text('public_key'), // Mapillary's picture for everybody, kept beside an original that is not blurred
    publicSha256: text('public_sha256'), // hex
    publicBytes: bigint('public_bytes', { mode: 'number' }),
    publicAskedAt: moment('public_asked_at'), // Mapillary last gave it, or said that it has none
    pictureFlaws: text('picture_flaws', { enum: PICTURE_FLAWS }).array().notNull().default([]), // of its original
    deniedAt: moment('denied_at'), // Mapillary first said that it does not have it; an outage may say so too
    goneAt: moment('gone_at'), // Mapillary said so again, a day later or more: from then on it is its owner's only
    keepShowing: boolean('keep_showing').notNull().default(false), // its owner shows it although it is gone
    hiddenAt: moment('hidden_at'),
    hiddenBy: bigint('hidden_by', { mode: 'number' }).references(() => users.id, { onDelete: 'set null' }), // null: a report
    hiddenReason: text('hidden_reason'), // for its owner
    isExcluded: boolean('is_excluded').notNull().default(false), // in an excluded area by one of its positions; kept by triggers
    blursCheckedAt: moment('blurs_checked_at'), // when the service of BLUR_URL said what is to be blurred
    clearedAt: moment('cleared_at'), // a moderator found nothing wrong with it: reports no longer hide it by themselves
  },
  (t) => [
    uniqueIndex('photos_sequence_n_key').on(t.sequenceId, t.n),
    unique('photos_id_owner_key').on(t.id, t.ownerId), // lets viewpoints refer to the pair
    // A tile is one index-only range scan; columns that change often stay out of it (docs/decisions/002).
    index('photos_tile_idx')
      .on(t.cell, t.id, t.sequenceId, t.capturedAt, t.compassAngle, t.isPano)
      .where(sql`is_public`),
    index('photos_viewpoint_tile_idx')
      .on(t.cell, t.viewpointCount, t.id, t.sequenceId)
      .where(sql`is_public and viewpoint_count > 0`),
    index('photos_captured_idx').on(t.capturedAt, t.id).where(sql`is_public`),
    index('photos_viewpoints_idx').on(t.viewpointCount, t.id).where(sql`is_public`),
    index('photos_owner_idx').on(t.ownerId, t.id),
    index('photos_denied_idx').on(t.deniedAt).where(sql`denied_at is not null and gone_at is null`),
    index('photos_blurs_due_idx')
      .on(t.id)
      .where(sql`backup_key is not null and backup_form is distinct from 'processed' and blurs_checked_at is null`),
    index('photos_hidden_by_idx').on(t.hiddenBy).where(sql`hidden_by is not null`),
    index('photos_backup_key_idx').on(sql`${t.backupKey} collate "C"`).where(sql`backup_key is not null`), // as stores list
    index('photos_public_key_idx').on(sql`${t.publicKey} collate "C"`).where(sql`public_key is not null`), // the same
    // Of which a picture for everybody is to be kept still.
    index('photos_public_due_idx')
      .on(sql`${t.publicAskedAt} nulls first`, t.id)
      .where(sql`public_key is null and backup_key is not null and backup_form is distinct from 'processed'`),
    check('photos_n_positive', sql`${t.n} > 0`),
    check('photos_position_range', sql`${t.lng} between -180 and 180 and ${t.lat} between -90 and 90`),
  ],
)
