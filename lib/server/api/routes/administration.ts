import { z } from 'zod'
import { PEOPLE_KINDS, PEOPLE_SORTS } from '@/lib/administration/list-people'
import { described, limitParam } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { AnnouncementParams, NO_PARAMS, PersonParams } from '@/lib/server/api/path-ids'
import {
  ActiveWorkList,
  AdminPeople,
  AdminPerson,
  AnnouncementRequest,
  Announcements,
  InstanceStatus,
  LimitChange,
  LimitList,
  PersonChange,
  SuspensionRequest,
} from '@/lib/server/api/schemas/administration'

const shared = { group: 'Administration', scope: null, params: NO_PARAMS, query: NO_QUERY } as const
const reading = { ...shared, method: 'GET', access: 'admin', body: null, errors: [], limit: 'read' } as const
const writing = { ...shared, access: 'admin', limit: 'write' } as const
const onePerson = { ...writing, access: 'moderator', params: PersonParams } as const

export const listPeople = defineRoute({
  ...reading,
  id: 'listPeople',
  path: '/api/v1/admin/people',
  access: 'moderator',
  summary: 'List people',
  description: 'By a part of their name, with what they store and whether they are suspended.',
  query: queryOf(
    z.object({
      q: described(z.string().max(100).optional(), 'A part of the name.', { type: 'string' }),
      kind: described(
        z.enum(PEOPLE_KINDS, `expected ${PEOPLE_KINDS.join(', ')}`).default('all'),
        '`staff`: moderators and admins; `appeals`: who is suspended and appeals.',
        { type: 'string', enum: [...PEOPLE_KINDS], default: 'all' },
      ),
      sort: described(z.enum(PEOPLE_SORTS, `expected ${PEOPLE_SORTS.join(', ')}`).default('name'), 'In which order.', {
        type: 'string',
        enum: [...PEOPLE_SORTS],
        default: 'name',
      }),
      limit: limitParam(50, 200),
      cursor: idCursorParam,
    }),
  ),
  answers: { 200: { means: 'A page of people.', schema: AdminPeople } },
  errors: ['INVALID_INPUT'],
})

export const changePerson = defineRoute({
  ...writing,
  id: 'changePerson',
  method: 'PATCH',
  path: '/api/v1/admin/people/{userId}',
  params: PersonParams,
  summary: 'Change a role or a quota',
  description: 'The last admin stays one.',
  body: PersonChange,
  answers: { 200: { means: 'The person.', schema: AdminPerson } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
})

export const suspendPerson = defineRoute({
  ...onePerson,
  id: 'suspendPerson',
  method: 'PUT',
  path: '/api/v1/admin/people/{userId}/suspension',
  summary: 'Suspend somebody',
  description:
    'With a reason that they read. Everything of theirs is hidden, and what runs for them ends. Neither admins nor oneself; moderators only by an admin.',
  body: SuspensionRequest,
  answers: { 200: { means: 'The person.', schema: AdminPerson } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
})

export const restorePerson = defineRoute({
  ...onePerson,
  id: 'restorePerson',
  method: 'DELETE',
  path: '/api/v1/admin/people/{userId}/suspension',
  summary: 'Take a suspension back',
  body: null,
  answers: { 200: { means: 'The person.', schema: AdminPerson } },
  errors: ['NOT_FOUND'],
})

export const listActiveWork = defineRoute({
  ...reading,
  id: 'listActiveWork',
  path: '/api/v1/admin/work',
  summary: 'What is under way',
  description: 'Imports, readings of accounts and takeouts, those that have not moved for longest first.',
  answers: { 200: { means: 'At most 200 of them.', schema: ActiveWorkList } },
})

export const listLimits = defineRoute({
  ...reading,
  id: 'listLimits',
  path: '/api/v1/admin/limits',
  summary: 'List limits',
  answers: { 200: { means: 'All of them.', schema: LimitList } },
})

export const changeLimits = defineRoute({
  ...writing,
  id: 'changeLimits',
  method: 'PATCH',
  path: '/api/v1/admin/limits',
  summary: 'Change limits',
  description: 'For all processes, within seconds. `null` gives a limit back to the environment.',
  body: LimitChange,
  answers: { 200: { means: 'All limits.', schema: LimitList } },
  errors: ['INVALID_INPUT'],
})

export const listAnnouncements = defineRoute({
  ...reading,
  id: 'listAnnouncements',
  path: '/api/v1/admin/announcements',
  summary: 'List announcements',
  answers: { 200: { means: 'The latest 100.', schema: Announcements } },
})

export const announce = defineRoute({
  ...writing,
  id: 'announce',
  method: 'POST',
  path: '/api/v1/admin/announcements',
  summary: 'Announce something',
  description: 'To everybody, at the top of each page, within seconds. Plain text.',
  body: AnnouncementRequest,
  answers: { 201: { means: 'All announcements.', schema: Announcements } },
  errors: ['INVALID_INPUT'],
})

export const endAnnouncement = defineRoute({
  ...writing,
  id: 'endAnnouncement',
  method: 'DELETE',
  path: '/api/v1/admin/announcements/{announcementId}',
  params: AnnouncementParams,
  summary: 'End an announcement',
  body: null,
  answers: { 200: { means: 'All announcements.', schema: Announcements } },
  errors: ['NOT_FOUND'],
})

export const getStatus = defineRoute({
  ...reading,
  id: 'getStatus',
  path: '/api/v1/admin/status',
  summary: 'How the instance does',
  answers: { 200: { means: 'Troubles, counts, version.', schema: InstanceStatus } },
})
