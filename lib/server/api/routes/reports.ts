import { z } from 'zod'
import { REPORT_STATES } from '@/lib/model/people/reports'
import { described, limitParam } from '@/lib/model/query-params'
import { defineRoute } from '@/lib/server/api/definition'
import { idCursorParam, NO_QUERY, queryOf } from '@/lib/server/api/parameters'
import { NO_PARAMS, ReportParams } from '@/lib/server/api/path-ids'
import {
  CounterNotice,
  Report,
  ReportAnswer,
  ReportDecision,
  ReportDetails,
  ReportPage,
  ReportRequest,
  ReportTaken,
} from '@/lib/server/api/schemas/reports'

export const createReport = defineRoute({
  id: 'createReport',
  method: 'POST',
  path: '/api/v1/reports',
  group: 'Reports',
  summary: 'Report something',
  description:
    'A photo, a sequence or a user, without an account; at most 20 a day. A photo that is reported for `privacy` or as `inappropriate` is hidden at once until a moderator has decided, within bounds. `website` stays empty: programs fill it in.',
  access: 'public',
  scope: null,
  params: NO_PARAMS,
  query: NO_QUERY,
  body: ReportRequest,
  answers: { 201: { means: 'It was taken.', schema: ReportTaken } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'write',
})

export const listReports = defineRoute({
  id: 'listReports',
  method: 'GET',
  path: '/api/v1/reports',
  group: 'Reports',
  summary: 'List reports',
  description: 'Open ones the gravest first and of these the oldest, decided ones the latest first.',
  access: 'moderator',
  scope: null,
  params: NO_PARAMS,
  query: queryOf(
    z.object({
      state: described(
        z.enum(REPORT_STATES, `state: expected ${REPORT_STATES.join(' or ')}`).default('open'),
        'Which ones.',
        { type: 'string', enum: [...REPORT_STATES], default: 'open' },
      ),
      limit: limitParam(50, 500),
      cursor: idCursorParam,
    }),
  ),
  body: null,
  answers: { 200: { means: 'A page of reports.', schema: ReportPage } },
  errors: ['INVALID_INPUT'],
  limit: 'read',
})

export const getReport = defineRoute({
  id: 'getReport',
  method: 'GET',
  path: '/api/v1/reports/{reportId}',
  group: 'Reports',
  summary: 'What became of a report',
  description: 'For whoever has the key of its receipt, and for the owner of what it is about.',
  access: 'public',
  scope: 'read',
  params: ReportParams,
  query: queryOf(
    z.object({
      key: described(z.string().max(100).optional(), 'The key of the receipt.', { type: 'string' }),
    }),
  ),
  body: null,
  answers: { 200: { means: 'The report.', schema: Report } },
  errors: ['INVALID_INPUT', 'NOT_FOUND'],
  limit: 'read',
})

export const answerReport = defineRoute({
  id: 'answerReport',
  method: 'POST',
  path: '/api/v1/reports/{reportId}/answer',
  group: 'Reports',
  summary: 'Answer a report, or appeal',
  description:
    'For the owner of what it is about: while it is open, an answer that the moderator reads; once it is decided, an appeal that opens it for one more look.',
  access: 'user',
  scope: 'import',
  params: ReportParams,
  query: NO_QUERY,
  body: ReportAnswer,
  answers: { 200: { means: 'The report.', schema: Report } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const giveCounterNotice = defineRoute({
  id: 'giveCounterNotice',
  method: 'POST',
  path: '/api/v1/reports/{reportId}/counter-notice',
  group: 'Reports',
  summary: 'Answer a claim of a copyright',
  description:
    'For the owner, once, after the claim was decided against them. Name, contact and statement are shown to whoever made the claim; moderators decide again.',
  access: 'session',
  scope: null,
  params: ReportParams,
  query: NO_QUERY,
  body: CounterNotice,
  answers: { 200: { means: 'The report.', schema: Report } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT'],
  limit: 'write',
})

export const decideReport = defineRoute({
  id: 'decideReport',
  method: 'POST',
  path: '/api/v1/reports/{reportId}/decision',
  group: 'Reports',
  summary: 'Decide a report',
  description:
    'And with it the other open ones about the same thing for the same reason. A second decision takes the first one back. Owner and reporter read the reason.',
  access: 'moderator',
  scope: null,
  params: ReportParams,
  query: NO_QUERY,
  body: ReportDecision,
  answers: { 200: { means: 'It is decided.', schema: ReportDetails } },
  errors: ['INVALID_INPUT', 'NOT_FOUND', 'CONFLICT', 'UNPROCESSABLE'],
  limit: 'write',
})
