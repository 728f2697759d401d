import { z } from 'zod'
import { described, limitParam } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS } from '@/lib/server/api/path-ids'
import {
  NoticePage,
  NoticeSettings,
  NoticeSettingsChange,
  NoticesRead,
  UnreadNotices,
} from '@/lib/server/api/schemas/notices'

const shared = { group: 'Notices', access: 'session', scope: null, params: NO_PARAMS, query: NO_QUERY } as const

export const listNotices = defineRoute({
  ...shared,
  id: 'listNotices',
  method: 'GET',
  path: '/api/v1/me/notices',
  summary: 'List your notices',
  description: 'What happened to what is yours, the latest first; what happens again on a day is one notice.',
  access: 'user',
  scope: 'read',
  query: queryOf(
    z.object({
      unread: described(
        z.enum(['true', 'false'], 'expected true or false').default('false'),
        'Only those you have not read.',
        {
          type: 'boolean',
          default: false,
        },
      ),
      limit: limitParam(50, 500),
      cursor: idCursorParam,
    }),
  ),
  body: null,
  answers: { 200: { means: 'A page of notices.', schema: NoticePage } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const readNotices = defineRoute({
  ...shared,
  id: 'readNotices',
  method: 'POST',
  path: '/api/v1/me/notices/read',
  summary: 'Mark notices as read',
  body: NoticesRead,
  answers: { 200: { means: 'How many are left.', schema: UnreadNotices } },
  errors: ['INVALID_INPUT'],
  limit: 'write',
})

export const getNoticeSettings = defineRoute({
  ...shared,
  id: 'getNoticeSettings',
  method: 'GET',
  path: '/api/v1/me/notice-settings',
  summary: 'What you are told of',
  body: null,
  answers: { 200: { means: 'Your settings.', schema: NoticeSettings } },
  errors: [],
  limit: 'read',
})

export const changeNoticeSettings = defineRoute({
  ...shared,
  id: 'changeNoticeSettings',
  method: 'PATCH',
  path: '/api/v1/me/notice-settings',
  summary: 'Change what you are told of',
  body: NoticeSettingsChange,
  answers: { 200: { means: 'Your settings.', schema: NoticeSettings } },
  errors: ['INVALID_INPUT'],
  limit: 'write',
})
