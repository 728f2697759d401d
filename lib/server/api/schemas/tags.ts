import { z } from 'zod'
import { TAG_CHANGE_KINDS, TAG_TYPE_STATES } from '@/db/schema/tags'
import { CreateTagInput } from '@/lib/tags/create-tag'
import { DecideTagTypeInput } from '@/lib/tags/decide-tag-type'
import { ProposeTagTypeInput } from '@/lib/tags/propose-tag-type'
import { UpdateTagInput } from '@/lib/tags/update-tag'
import { IdText, Moment } from './common'
import { named } from './registry'
import { Shape } from './shape'

const tag = {
  id: IdText,
  source: z.literal('mtp'),
  type: z.string().describe('One of the tag types.'),
  value: z.string().describe('The same, as a search for tags compares it.'),
  label: z.string(),
  colour: z.string().describe('#rrggbb'),
  area: z.number().describe('Share of the picture, 0 to 1.'),
  shape: Shape,
  author: z.string().nullable().describe('null: somebody who has left.'),
  createdAt: Moment,
  changedAt: Moment,
  mayEdit: z.boolean().describe('Whether you may change it.'),
  mayRemove: z.boolean().describe('Whether you may remove it.'),
}

export const MtpTag = named('MtpTag', z.object(tag).describe('An object that a person found on a photo.'))

export const TagList = named(
  'TagList',
  z.object({
    tags: z.array(z.object({ ...tag, removedAt: Moment.optional(), removedBy: z.string().nullable().optional() })),
  }),
)

export const TagHistory = named(
  'TagHistory',
  z.object({
    changes: z.array(
      z.object({
        kind: z.enum(TAG_CHANGE_KINDS),
        by: z.string().nullable().describe('null: the account is gone.'),
        at: Moment,
        type: z.string(),
        label: z.string().describe('Of the type.'),
        shape: Shape,
      }),
    ),
  }),
)

const tagType = {
  value: z.string(),
  parent: z.string().nullable(),
  label: z.string(),
  colour: z.string().describe('#rrggbb'),
  state: z.enum(TAG_TYPE_STATES),
}

export const TagType = named('TagType', z.object(tagType))
export const TagTypeList = named(
  'TagTypeList',
  z.object({ tagTypes: z.array(z.object({ ...tagType, proposedBy: z.string().nullable() })) }),
)

export const RemovedTagId = named('RemovedTagId', z.object({ id: IdText }))

export const TagRequest = named('TagRequest', CreateTagInput)
export const TagChanges = named('TagChanges', UpdateTagInput)
export const TagTypeProposal = named('TagTypeProposal', ProposeTagTypeInput)
export const TagTypeDecision = named('TagTypeDecision', DecideTagTypeInput)
