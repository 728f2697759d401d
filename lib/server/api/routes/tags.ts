import { z } from 'zod'
import { described } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { Name, NO_PARAMS, PhotoParams, TagParams } from '@/lib/server/api/path-ids'
import {
  MtpTag,
  RemovedTagId,
  TagChanges,
  TagHistory,
  TagList,
  TagRequest,
  TagType,
  TagTypeDecision,
  TagTypeList,
  TagTypeProposal,
} from '@/lib/server/api/schemas/tags'

const reading = { group: 'Tags', method: 'GET', scope: 'read', body: null, limit: 'read' } as const
const writing = { group: 'Tags', access: 'user', scope: 'tag', query: NO_QUERY, limit: 'write' } as const

export const listTags = defineRoute({
  ...reading,
  id: 'listTags',
  path: '/api/v1/photos/{photoId}/tags',
  summary: 'What people found on a photo',
  access: 'public',
  params: PhotoParams,
  query: queryOf(
    z.object({
      state: described(z.enum(['active', 'removed']).default('active'), '`removed`: those that you may bring back.', {
        type: 'string',
        enum: ['active', 'removed'],
        default: 'active',
      }),
    }),
  ),
  answers: { 200: { means: 'The tags.', schema: TagList } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
})

export const createTag = defineRoute({
  ...writing,
  id: 'createTag',
  method: 'POST',
  path: '/api/v1/photos/{photoId}/tags',
  summary: 'Tag a region of a photo',
  params: PhotoParams,
  body: TagRequest,
  answers: { 201: { means: 'The new tag; `Location` names it.', schema: MtpTag } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
})

export const getTag = defineRoute({
  ...reading,
  id: 'getTag',
  path: '/api/v1/tags/{tagId}',
  summary: 'One tag',
  access: 'public',
  params: TagParams,
  query: NO_QUERY,
  answers: { 200: { means: 'The tag.', schema: MtpTag } },
  errors: ['NOT_FOUND'],
})

export const updateTag = defineRoute({
  ...writing,
  id: 'updateTag',
  method: 'PATCH',
  path: '/api/v1/tags/{tagId}',
  summary: 'Change your tag',
  params: TagParams,
  body: TagChanges,
  answers: { 200: { means: 'The tag as it is now.', schema: MtpTag } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
})

export const removeTag = defineRoute({
  ...writing,
  id: 'removeTag',
  method: 'DELETE',
  path: '/api/v1/tags/{tagId}',
  summary: 'Remove a tag',
  description: 'For its author, the owner of the photo, and admins. It can be brought back.',
  params: TagParams,
  body: null,
  answers: { 200: { means: 'It is removed.', schema: RemovedTagId } },
  errors: ['NOT_FOUND'],
})

export const restoreTag = defineRoute({
  ...writing,
  id: 'restoreTag',
  method: 'POST',
  path: '/api/v1/tags/{tagId}/restore',
  summary: 'Bring a removed tag back',
  params: TagParams,
  body: null,
  answers: { 200: { means: 'The tag.', schema: MtpTag } },
  errors: ['NOT_FOUND', 'CONFLICT'],
})

export const getTagHistory = defineRoute({
  ...reading,
  id: 'getTagHistory',
  path: '/api/v1/tags/{tagId}/history',
  summary: 'What happened to a tag',
  description: 'For its author, the owner of the photo, and admins; the first change first.',
  access: 'user',
  params: TagParams,
  query: NO_QUERY,
  answers: { 200: { means: 'The changes.', schema: TagHistory } },
  errors: ['NOT_FOUND'],
})

export const listTagTypes = defineRoute({
  ...reading,
  id: 'listTagTypes',
  path: '/api/v1/tag-types',
  summary: 'The tree of tag types',
  description: 'By name, each behind its parent; those that you proposed are among them.',
  access: 'public',
  params: NO_PARAMS,
  query: NO_QUERY,
  answers: { 200: { means: 'The tag types.', schema: TagTypeList } },
  errors: [],
})

export const proposeTagType = defineRoute({
  ...writing,
  id: 'proposeTagType',
  method: 'POST',
  path: '/api/v1/tag-types',
  summary: 'Propose a tag type',
  description: 'An admin’s is active at once.',
  params: NO_PARAMS,
  body: TagTypeProposal,
  answers: { 201: { means: 'The new type.', schema: TagType } },
  errors: ['INVALID_INPUT', 'CONFLICT'],
})

export const decideTagType = defineRoute({
  ...writing,
  id: 'decideTagType',
  method: 'PATCH',
  path: '/api/v1/tag-types/{value}',
  summary: 'Approve, refuse or rename a tag type',
  description: 'For admins.',
  params: z.object({ value: Name }),
  body: TagTypeDecision,
  answers: { 200: { means: 'The type as it is now.', schema: TagType } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
})
