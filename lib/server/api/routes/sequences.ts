import { z } from 'zod'
import { PHOTO_FORMATS } from '@/lib/model/export-formats'
import { described, limitParam } from '@/lib/model/query-params'
import { SequenceQuery } from '@/lib/sequences/sequence-filter'
import { defineRoute } from '@/lib/server/api/definition'
import { exportTypes, photoFormatParam } from '@/lib/server/api/export-parameters'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, SequenceParams } from '@/lib/server/api/path-ids'
import {
  Deletion,
  DeletionRequest,
  ImportRequest,
  RequestedImport,
  Sequence,
  SequenceEdit,
  SequenceEditResults,
  SequenceEdits,
  SequenceOrPhotos,
  SequencePage,
  SequencePhotoIds,
  SequenceProfile,
} from '@/lib/server/api/schemas/sequences'

export const listSequences = defineRoute({
  id: 'listSequences',
  method: 'GET',
  path: '/api/v1/sequences',
  group: 'Sequences',
  summary: 'List sequences',
  description: 'Sequences that you may see, the newest first, as GeoJSON. Their lines are simplified.',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(SequenceQuery.extend({ limit: limitParam(50, 500) })),
  body: null,
  answers: { 200: { means: 'A page of sequences.', schema: SequencePage, type: 'application/geo+json' } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const getSequence = defineRoute({
  id: 'getSequence',
  method: 'GET',
  path: '/api/v1/sequences/{sequenceId}',
  group: 'Sequences',
  summary: 'One sequence',
  description: 'A line through those of its photos that you may see; with `format`, its photos as a file.',
  access: 'public',
  scope: 'read',
  params: SequenceParams,
  query: queryOf(z.object({ format: photoFormatParam.optional() })),
  body: null,
  answers: {
    200: {
      means: 'The sequence.',
      schema: SequenceOrPhotos,
      ...exportTypes(PHOTO_FORMATS),
    },
  },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'read',
})

const number = (usual: number, max: number, description: string) =>
  described(
    z
      .string()
      .regex(/^\d{1,7}$/, 'expected a whole number')
      .transform(Number)
      .pipe(z.int().min(1, 'expected at least 1').max(max, `expected at most ${max}`))
      .default(usual),
    description,
    { type: 'integer', minimum: 1, maximum: max, default: usual },
  )

export const listSequencePhotoIds = defineRoute({
  id: 'listSequencePhotoIds',
  method: 'GET',
  path: '/api/v1/sequences/{sequenceId}/photos',
  group: 'Sequences',
  summary: 'A part of a sequence',
  description:
    'Ids and numbers of its photos from a number on, as far as you may see them: light enough for a strip of thousands.',
  access: 'public',
  scope: 'read',
  params: SequenceParams,
  query: queryOf(
    z.object({
      first: number(1, 1_000_000, 'The number of the first photo.'),
      count: number(100, 500, 'How many numbers.'),
    }),
  ),
  body: null,
  answers: { 200: { means: 'The photos.', schema: SequencePhotoIds } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'read',
})

export const getSequenceProfile = defineRoute({
  id: 'getSequenceProfile',
  method: 'GET',
  path: '/api/v1/sequences/{sequenceId}/profile',
  group: 'Sequences',
  summary: 'Altitude along a sequence',
  description: 'Altitude over the distance travelled, in some hundred points at most.',
  access: 'public',
  scope: 'read',
  params: SequenceParams,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The profile.', schema: SequenceProfile } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const importSequence = defineRoute({
  id: 'importSequence',
  method: 'POST',
  path: '/api/v1/sequences',
  group: 'Sequences',
  summary: 'Import a sequence',
  description:
    'One of your own on Mapillary. Safe to repeat: a sequence that is imported or importing is answered as it is, one that failed is taken up again.',
  access: 'user',
  scope: 'import',
  params: NO_PARAMS,
  query: NO_QUERY,
  body: ImportRequest,
  answers: {
    200: { means: 'It is imported or importing already.', schema: RequestedImport },
    202: { means: 'The import starts.', schema: RequestedImport },
  },
  errors: ['INVALID_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UPSTREAM_FAILED'],
  limit: 'write',
})

export const editSequence = defineRoute({
  id: 'editSequence',
  method: 'PATCH',
  path: '/api/v1/sequences/{sequenceId}',
  group: 'Sequences',
  summary: 'Change a sequence',
  description:
    'One of your own, or any for admins: what is said about it, and whether everybody sees it. What a moderator hid, its owner cannot publish. Imports never change what is set here.',
  access: 'user',
  scope: 'import',
  params: SequenceParams,
  query: NO_QUERY,
  body: SequenceEdit,
  answers: { 200: { means: 'The sequence as it is now.', schema: Sequence } },
  errors: ['INVALID_INPUT', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const editSequences = defineRoute({
  id: 'editSequences',
  method: 'PATCH',
  path: '/api/v1/sequences',
  group: 'Sequences',
  summary: 'Change many sequences',
  description:
    'Up to 100, each as with its own address; `addTags` and `removeTags` change what tags there are. One that is refused keeps no other back: each result says what became of it, and what undoes it.',
  access: 'user',
  scope: 'import',
  params: NO_PARAMS,
  query: NO_QUERY,
  body: SequenceEdits,
  answers: { 200: { means: 'What became of each.', schema: SequenceEditResults } },
  errors: ['INVALID_INPUT'],
  limit: 'write',
})

export const deleteSequence = defineRoute({
  id: 'deleteSequence',
  method: 'DELETE',
  path: '/api/v1/sequences/{sequenceId}',
  group: 'Sequences',
  summary: 'Delete a sequence',
  description: 'One of your own, by its name. It is hidden at once and removed soon; Mapillary keeps what it has.',
  access: 'user',
  scope: 'import',
  params: SequenceParams,
  query: NO_QUERY,
  body: DeletionRequest,
  answers: { 202: { means: 'It is hidden, and being removed.', schema: Deletion } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'write',
})
