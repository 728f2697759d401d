import { expect, test } from 'vitest'
import { HttpError } from '@/lib/errors'
import { SCOPES, type Scope } from '@/lib/model/people/scopes'
import type { AdmissionTools } from '@/lib/server/admission/with-admission'
import { handleUploader } from '@/lib/server/uploads/handle-uploader'

const user = { id: 7, username: 'ada', mapillaryKey: 'key', role: 'user' as const }

function send(token: string | null, scopes: readonly Scope[], limiter?: AdmissionTools['limiter']) {
  const tools: AdmissionTools = {
    siteUrl: 'https://photos.example',
    limiter: limiter ?? { count: async () => ({ headers: {}, refusal: null }) },
    findSession: async () => user,
    findTokenCaller: async (text) => (text === 'good' ? { user, scopes, token: { id: 1, name: 'Uploader' } } : null),
    addressOf: () => '203.0.113.5',
    logEvent: () => undefined,
  }
  const headers = { origin: 'https://photos.example', ...(token && { authorization: `Bearer ${token}` }) }
  const request = new Request('https://photos.example/api/v1/sequence/create', { method: 'POST', headers })
  return handleUploader(
    () => tools,
    request,
    async ({ username }) => ({ status: 'success', username }),
  )
}

test.each([
  ['a session', null, SCOPES, 401, 'Log in to Map the Paths in the Desktop Uploader first'],
  ['an unknown token', 'stolen', SCOPES, 401, 'Log in to Map the Paths in the Desktop Uploader first'],
  [
    'another scope',
    'good',
    SCOPES.filter((scope) => scope !== 'upload'),
    403,
    'This API token lacks the scope "upload"',
  ],
] as const)('the uploader is refused with %s', async (_what, token, scopes, status, error) => {
  const response = await send(token, scopes)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error, ...(status === 401 && { detail: error }), status: false })
})

test('the uploader is known by its token', async () => {
  expect(await (await send('good', ['upload'])).json()).toEqual({ status: 'success', username: 'ada' })
})

test('the uploader that asks too often is told how long to wait', async () => {
  const refusal = new HttpError(429, 'Too many requests', 'Wait', { 'retry-after': '9' })
  const response = await send('good', ['upload'], { count: async () => ({ headers: {}, refusal }) })
  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '9'])
})
