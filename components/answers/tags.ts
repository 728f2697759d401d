import * as z from 'zod/mini'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import type { MtpTag, RemovedTag, TagChange, TagType } from '@/lib/tags/types'
import { oneOf } from './one-of'

const Ring = z.array(z.tuple([z.number(), z.number()]))

export const Shape: z.ZodMiniType<TagShape> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.tuple([Ring]) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.tuple([Ring])) }),
])

const tag = {
  id: z.string(),
  source: z.literal('mtp'),
  type: z.string(),
  value: z.string(),
  label: z.string(),
  colour: z.string(),
  area: z.number(),
  shape: Shape,
  author: z.nullable(z.string()),
  createdAt: z.string(),
  changedAt: z.string(),
  mayEdit: z.boolean(),
  mayRemove: z.boolean(),
}

export const Tag = z.object(tag) satisfies z.ZodMiniType<MtpTag>

const Removed: z.ZodMiniType<RemovedTag> = z.object({
  ...tag,
  removedAt: z.string(),
  removedBy: z.nullable(z.string()),
})
export const RemovedTags = z.object({ tags: z.array(Removed) })

export const TagRemoval = z.object({ id: z.string() })

const Change: z.ZodMiniType<TagChange> = z.object({
  kind: oneOf<TagChange['kind']>({ created: true, edited: true, removed: true, restored: true }),
  by: z.nullable(z.string()),
  at: z.string(),
  type: z.string(),
  label: z.string(),
  shape: Shape,
})
export const TagHistory = z.object({ changes: z.array(Change) })

const Type: z.ZodMiniType<TagType> = z.object({
  value: z.string(),
  parent: z.nullable(z.string()),
  label: z.string(),
  colour: z.string(),
  state: oneOf<TagType['state']>({ proposed: true, active: true, rejected: true }),
})
export const TagTypes = z.object({ tagTypes: z.array(Type) })
