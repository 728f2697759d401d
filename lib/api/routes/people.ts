import { z } from 'zod'
import { defineRoute } from '@/lib/api/definition'
import { NO_QUERY } from '@/lib/api/parameters'
import { NO_PARAMS } from '@/lib/api/path-ids'
import { Me, Person } from '@/lib/api/schemas/people'

export const getUser = defineRoute({
  id: 'getUser',
  method: 'GET',
  path: '/api/v1/users/{username}',
  group: 'People',
  summary: 'One user',
  access: 'public',
  scope: 'read',
  params: z.object({ username: z.string().max(200) }),
  query: NO_QUERY,
  body: null,
  answers: { 200: { means: 'The user.', schema: Person } },
  errors: ['NOT_FOUND'],
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
