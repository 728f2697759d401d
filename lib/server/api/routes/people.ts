import { z } from 'zod'
import { LeaderboardQuery } from '@/lib/leaderboard/leaderboard-filter'
import { PERSONAL_PARTS } from '@/lib/model/people/personal-data'
import { defineRoute } from '@/lib/server/api/definition'
import { PHOTO_FILE, photoFormatParam } from '@/lib/server/api/export-parameters'
import { NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { Name, NO_PARAMS } from '@/lib/server/api/path-ids'
import {
  AccountDeletion,
  AccountDeletionRequest,
  AccountRestoration,
  Leaderboard,
  Me,
  Person,
} from '@/lib/server/api/schemas/people'

export const getUser = defineRoute({
  id: 'getUser',
  method: 'GET',
  path: '/api/v1/users/{username}',
  group: 'People',
  summary: 'One user',
  description: 'As everybody sees them.',
  access: 'public',
  scope: 'read',
  params: z.object({ username: Name }),
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The user.', schema: Person } },
  errors: ['NOT_FOUND'],
  limit: 'read',
})

export const exportUser = defineRoute({
  id: 'exportUser',
  method: 'GET',
  path: '/api/v1/users/{username}/export',
  group: 'People',
  summary: "Export a user's photos",
  description: 'Every photo of theirs that you may see, sequence by sequence, as one file.',
  access: 'public',
  scope: 'read',
  params: z.object({ username: z.string().max(200) }),
  query: queryOf(z.object({ format: photoFormatParam })),
  body: null,
  answers: { 200: PHOTO_FILE },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'read',
})

export const getLeaderboard = defineRoute({
  id: 'getLeaderboard',
  method: 'GET',
  path: '/api/v1/leaderboard',
  group: 'People',
  summary: 'People by what they did',
  description: 'Counts public data only. Those with the most come first.',
  access: 'public',
  scope: 'read',
  params: NO_PARAMS,
  query: queryOf(LeaderboardQuery),
  body: null,
  answers: { 200: { means: 'A page of people.', schema: Leaderboard } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const getMe = defineRoute({
  id: 'getMe',
  method: 'GET',
  path: '/api/v1/me',
  group: 'People',
  summary: 'Who you are',
  description: 'And what you may do. Any token will do.',
  access: 'user',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'You.', schema: Me } },
  errors: [],
  limit: 'read',
})

export const exportMe = defineRoute({
  id: 'exportMe',
  method: 'GET',
  path: '/api/v1/me/export',
  group: 'People',
  summary: 'Everything about you',
  description:
    'Account, sequences, photos, marks, tags with their history, imports, uploads, takeouts, reports, log-ins and the names of your tokens: one JSON document, or one part of it as CSV. The originals themselves are in takeouts.',
  access: 'session',
  scope: null,
  params: NO_PARAMS,
  query: queryOf(
    z.object({
      format: z.enum(['json', 'csv'], 'expected json or csv').default('json').describe('`csv` needs `part`.'),
      part: z
        .enum(PERSONAL_PARTS, `expected ${PERSONAL_PARTS.join(', ')}`)
        .optional()
        .describe('What the table is of.'),
    }),
  ),
  body: null,
  answers: { 200: { means: 'The file.', type: 'application/json', otherTypes: ['text/csv'] } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const deleteMe = defineRoute({
  id: 'deleteMe',
  method: 'DELETE',
  path: '/api/v1/me',
  group: 'People',
  summary: 'Delete your account',
  description:
    'By your user name. Everything of yours is hidden at once, log-ins, tokens and imports end. Logging in within a week takes it back; afterwards it is erased.',
  access: 'session',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: AccountDeletionRequest,
  answers: { 202: { means: 'It is hidden, and will be erased.', schema: AccountDeletion } },
  errors: ['INVALID_INPUT', 'CONFLICT'],
  limit: 'write',
})

export const restoreMe = defineRoute({
  id: 'restoreMe',
  method: 'POST',
  path: '/api/v1/me/restore',
  group: 'People',
  summary: 'Take the deletion of your account back',
  description: 'Logging in has done so already: then `restored` is false, and nothing changes.',
  access: 'session',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'Your account is here.', schema: AccountRestoration } },
  errors: [],
  limit: 'write',
})
