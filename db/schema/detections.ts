import { bigint, doublePrecision, index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import { DETECTION_LAYERS } from '@/lib/model/layers'
import type { DetectionShape } from '@/lib/model/pictures/picture-shapes'
import { id, moment } from './columns'
import { photos } from './photos'

/** An object that Mapillary found on a photo. The same key may stand in more than one layer. */
export const detections = pgTable(
  'detections',
  {
    id: id(),
    photoId: bigint('photo_id', { mode: 'number' })
      .notNull()
      .references(() => photos.id, { onDelete: 'cascade' }),
    layer: text('layer', { enum: DETECTION_LAYERS }).notNull(),
    mapillaryKey: text('mapillary_key').notNull(),
    value: text('value').notNull(),
    score: doublePrecision('score'), // 0..1; null: not given
    area: doublePrecision('area'), // share of the picture, 0..1
    shape: jsonb('shape').$type<DetectionShape>(), // 0..1 from the top left; null: not usable, see raw
    capturedAt: moment('captured_at'),
    raw: jsonb('raw').notNull(),
  },
  (t) => [
    unique('detections_layer_mapillary_key_key').on(t.layer, t.mapillaryKey),
    index('detections_photo_idx').on(t.photoId),
    index('detections_value_idx').on(t.value, t.photoId),
  ],
)
