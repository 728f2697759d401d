import { z } from 'zod'
import { Id } from '@/lib/model/ids'
import { limitParam } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, PhotoParams, SequenceParams, UploadParams } from '@/lib/server/api/path-ids'
import { OriginalUpload, Vault, VaultEvents, Verification } from '@/lib/server/api/schemas/vault'

const shared = { group: 'Vault', access: 'user', body: null } as const

export const getVault = defineRoute({
  ...shared,
  id: 'getVault',
  method: 'GET',
  path: '/api/v1/vault',
  summary: 'Your originals',
  description: 'How many there are in the backup, and what is known of them.',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(z.object({ sequence: Id.optional().describe('Only the originals of this sequence.') })),
  answers: { 200: { means: 'The state of your originals.', schema: Vault } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const listVaultEvents = defineRoute({
  ...shared,
  id: 'listVaultEvents',
  method: 'GET',
  path: '/api/v1/vault/events',
  summary: 'What happened to your originals',
  description: 'What was found and done, the latest first. `format=atom`: the same as a feed.',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(
    z.object({ limit: limitParam(50, 500), cursor: idCursorParam, format: z.enum(['json', 'atom']).default('json') }),
  ),
  answers: { 200: { means: 'A page of events.', schema: VaultEvents, otherTypes: ['application/atom+xml'] } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const getChecksums = defineRoute({
  ...shared,
  id: 'getChecksums',
  method: 'GET',
  path: '/api/v1/vault/checksums',
  summary: 'SHA256SUMS of your originals',
  description: 'The noted SHA-256 of each original, as `sha256sum -c` reads it in the folder of the backup.',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(z.object({ sequence: Id.optional().describe('Only the originals of this sequence.') })),
  answers: { 200: { means: 'The file.', type: 'text/plain' } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const putOriginal = defineRoute({
  ...shared,
  id: 'putOriginal',
  method: 'PUT',
  path: '/api/v1/photos/{photoId}/original',
  summary: 'Give back an original',
  description:
    'The body is the file itself. It takes the place of an original that is missing or bad, only if it is the very file that was backed up (`backup.sha256`). Bad bytes are kept aside.',
  scope: 'import',
  params: PhotoParams,
  query: NO_QUERY,
  answers: { 200: { means: 'It is in its place.', schema: Vault } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'UPSTREAM_FAILED'],
  limit: 'write',
})

export const createOriginalUpload = defineRoute({
  ...shared,
  id: 'createOriginalUpload',
  method: 'POST',
  path: '/api/v1/photos/{photoId}/original/uploads',
  summary: 'Give back an original in parts',
  description:
    'For large files and bad lines; the protocol is tus 1.0 (creation, termination), whose clients can be used. `Upload-Length` is the size of the file. Asked for again, it is the same upload, with what has come of it. Five may be under way; one to which nothing comes for a day is given up.',
  scope: 'import',
  params: PhotoParams,
  query: NO_QUERY,
  answers: { 201: { means: 'Send the bytes to `Location`.', schema: OriginalUpload } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const getOriginalUpload = defineRoute({
  ...shared,
  id: 'getOriginalUpload',
  method: 'GET',
  path: '/api/v1/original-uploads/{uploadId}',
  summary: 'How far an upload is',
  description: '`HEAD` tells it in the headers `Upload-Offset` and `Upload-Length`.',
  scope: 'import',
  params: UploadParams,
  query: NO_QUERY,
  answers: { 200: { means: 'So far.', schema: OriginalUpload } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const patchOriginalUpload = defineRoute({
  ...shared,
  id: 'patchOriginalUpload',
  method: 'PATCH',
  path: '/api/v1/original-uploads/{uploadId}',
  summary: 'Send the next bytes of an upload',
  description:
    '`Upload-Offset` says where they begin, which is where the last ones ended. What has come when the line breaks counts. With the last byte the file is compared with what was backed up and takes its place; another file is thrown away.',
  scope: 'import',
  params: UploadParams,
  query: NO_QUERY,
  answers: { 204: { means: 'They are here; `Upload-Offset` says how many there are now.' } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'UPSTREAM_FAILED'],
  limit: 'write',
})

export const deleteOriginalUpload = defineRoute({
  ...shared,
  id: 'deleteOriginalUpload',
  method: 'DELETE',
  path: '/api/v1/original-uploads/{uploadId}',
  summary: 'Give up an upload',
  scope: 'import',
  params: UploadParams,
  query: NO_QUERY,
  answers: { 204: { means: 'It is forgotten, with what has come of it.' } },
  errors: ['NOT_FOUND'],
  limit: 'write',
})

export const verifySequence = defineRoute({
  ...shared,
  id: 'verifySequence',
  method: 'POST',
  path: '/api/v1/sequences/{sequenceId}/verification',
  summary: 'Verify a sequence now',
  description:
    'Reads every byte of the originals of one of your sequences again, and mends what is wrong where that is possible.',
  scope: 'import',
  params: SequenceParams,
  query: NO_QUERY,
  answers: { 202: { means: 'It begins, or is under way already.', schema: Verification } },
  errors: ['NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})
