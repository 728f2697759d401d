import pLimit from 'p-limit'
import type { Db } from '@/db/client'
import { SCOPES, type Scope } from '@/lib/model/people/scopes'
import type { RouteDefinition } from '@/lib/server/api/definition'
import { ROUTES } from '@/lib/server/api/routes'
import { problemOfAnswer } from './api-answers'
import { insertPeople, insertScene, type People, type Scene } from './api-scene'
import { boxShape } from './factories'
import type { Stack } from './stack'

const CALLERS = ['anonymous', 'user', 'owner', 'foreign', 'scopeless', 'revoked', 'admin', 'moderator'] as const
type Caller = (typeof CALLERS)[number]

export const SUBJECTS = ['public', 'private', 'unpublished', 'deleted', 'hidden', '-'] as const
type Subject = (typeof SUBJECTS)[number]

const ROWS_AT_ONCE = 4

export type Row = {
  method: string
  path: string
  subject: Subject
  scope: Scope | null
  expected: { [caller: string]: number }
}

/** The rows; lines that do not begin with a method are for people. */
export function readTable(table: string): Row[] {
  return table.split('\n').flatMap((line) => {
    const [method = '', path = '', subjectName = '', scopeName = '', ...statuses] = line.trim().split(/\s+/)
    if (!/^(GET|POST|PUT|PATCH|DELETE)$/.test(method)) return []
    const subject = SUBJECTS.find((each) => each === subjectName)
    const scope = scopeName === '-' ? null : SCOPES.find((each) => each === scopeName)
    if (!subject || scope === undefined || statuses.length !== CALLERS.length) throw new Error(`Not a row: ${line}`)
    const expected = Object.fromEntries(CALLERS.map((caller, at) => [caller, Number(statuses[at])]))
    return [{ method, path, subject, scope, expected }]
  })
}

export function withoutQuery(path: string): string {
  return path.split('?')[0] ?? path
}

/** What the product answers otherwise than the table says, or in another shape than the API's reference; one line each. */
export async function findDeviations(db: Db, stack: Pick<Stack, 'url' | 'dataDir'>, rows: Row[]): Promise<string[]> {
  const people = await insertPeople(db, stack)
  const limit = pLimit(ROWS_AT_ONCE)
  const deviations = await Promise.all(
    rows.map((row) => limit(() => deviationsOf(db, { row, people, url: stack.url }))),
  )
  return deviations.flat()
}

async function deviationsOf(db: Db, { row, people, url }: { row: Row; people: People; url: string }) {
  const scene = await insertScene(db, people, { isTagRemoved: row.path.endsWith('/restore') })
  const route = routeOf(row)
  const deviations: string[] = []
  for (const caller of CALLERS) {
    const answer = await ask(row, caller, { url, people, scene })
    const name = `${row.method} ${row.path} of ${row.subject} as ${caller}`
    const expected = row.expected[caller]
    if (answer.status !== expected) deviations.push(`${name}: ${answer.status} instead of ${expected}`)
    const problem = route && (await problemOfAnswer(route, answer))
    if (problem) deviations.push(`${name}: ${problem}`)
  }
  return deviations
}

function routeOf(row: Row): RouteDefinition | undefined {
  return ROUTES.find(({ method, path }) => method === row.method && path === withoutQuery(row.path))
}

type Setting = { url: string; people: People; scene: Scene }

function ask(row: Row, caller: Caller, { url, people, scene }: Setting): Promise<Response> {
  const about = scene[row.subject === '-' ? 'public' : row.subject]
  const path = row.path
    .replace('{photoId}', String(about.photoId))
    .replace('{blurId}', String(about.blurId))
    .replace('{tagId}', String(about.tagId))
    .replace('{sequenceId}', String(about.sequenceId))
    .replace('{importId}', String(about.importId))
    .replace('{takeoutId}', String(about.takeoutId))
    .replace('{uploadId}', '999999999') // tests/integration/vault/uploads.test.ts has those of others
    .replace('{reportId}', String(about.reportId))
    .replace('{userId}', String(about.strangerId))
    .replace('{announcementId}', String(about.announcementId))
    .replace('{key}', about.reportKey)
    .replace('{username}', people.owner.username)
    .replace('{value}', 'bench')
    .replace('{piece}', 'photos-0.xml')
    .replace('{z}/{x}/{y}', '14/0/0.mvt')
    .replace('{level}/{column}/{row}', '2/0/0')
  const query = QUERIES[row.path]?.(url, about.photoId) ?? ''
  const body = BODIES[`${row.method} ${row.path}`]?.(about, caller)
  return fetch(`${url}${path}${query}`, {
    method: row.method,
    redirect: 'manual',
    headers: {
      ...headersOf(row, caller, people),
      'upload-length': '1',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

function headersOf(row: Row, caller: Caller, { headers, scopeless }: People): Record<string, string> {
  return caller === 'scopeless' ? scopeless[row.scope ?? 'every'] : headers[caller]
}

const QUERIES: Record<string, (origin: string, photoId: number) => string> = {
  '/oembed': (origin, photoId) => `?url=${encodeURIComponent(`${origin}/photos/${photoId}`)}`,
  '/api/suggestions': () => '?q=Keswick',
  '/api/map-style': () => '?ground=Streets&theme=light',
}

const elsewhere = boxShape(0.6, 0.6)

const BODIES: Record<string, (about: Scene['public'], caller: Caller) => object> = {
  'PUT /api/v1/photos/{photoId}/viewpoint': () => ({ value: true }),
  'POST /api/v1/photos/{photoId}/tags': () => ({ type: 'bench', shape: elsewhere }),
  'POST /api/v1/photos/{photoId}/blurs': () => ({ region: elsewhere }),
  'PATCH /api/v1/tags/{tagId}': () => ({ shape: elsewhere }),
  'POST /api/v1/tag-types': (_about, caller) => ({ label: `Mud for ${caller}` }),
  'PATCH /api/v1/tag-types/{value}': () => ({ label: 'Bench' }),
  'POST /api/v1/sequences': ({ mapillaryKey }) => ({ mapillarySequenceKey: mapillaryKey }),
  'POST /api/v1/takeouts': () => ({ all: true }),
  'POST /api/csp-reports': () => ({ 'csp-report': { 'violated-directive': 'script-src' } }),
  'POST /api/stac/search': () => ({ limit: 1 }),
  'POST /api/v1/me/notices/read': () => ({}),
  'PATCH /api/v1/me/notice-settings': () => ({ kinds: { photo_marked: true } }),
  'PATCH /api/v1/admin/people/{userId}': () => ({ photosPerDay: 5 }),
  'PUT /api/v1/admin/people/{userId}/suspension': () => ({ reason: 'Spam' }),
  'PATCH /api/v1/admin/limits': () => ({ photosPerDay: null }),
  'POST /api/v1/admin/announcements': () => ({
    text: 'We move on Sunday',
    endsAt: new Date(Date.now() + 1_000).toISOString(), // no other page is to show it
  }),
  'POST /api/v1/restore': () => ({ code: 'made-up' }),
  'POST /api/v1/reports': ({ photoId }) => ({ photo: String(photoId), reason: 'quality' }),
  'POST /api/v1/reports/{reportId}/answer': () => ({ comment: 'That is me.' }),
  'POST /api/v1/reports/{reportId}/counter-notice': () => ({
    ...{ name: 'Ada', contact: 'ada@example.org', isTrue: true },
    statement: 'I took this picture myself.',
  }),
  'POST /api/v1/reports/{reportId}/decision': () => ({ decision: 'nothing', reason: 'It is the owner.' }),
  'PATCH /api/v1/photos/{photoId}': () => ({ keepShowing: false }),
  'PATCH /api/v1/sequences': ({ sequenceId }) => ({ edits: [{ id: String(sequenceId), addTags: ['windy'] }] }),
  'PATCH /api/v1/sequences/{sequenceId}': () => ({ description: 'Windy' }),
  'PUT /api/v1/me/excluded-areas': () => ({ areas: [] }),
  'PUT /api/v1/admin/excluded-areas': () => ({ areas: [] }),
  'DELETE /api/v1/me': () => ({ confirm: 'nobody of that name' }), // who is asked for more than once must stay
  'DELETE /api/v1/sequences/{sequenceId}': ({ name }) => ({ name, backup: false }),
}
