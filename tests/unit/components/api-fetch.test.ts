import { afterEach, describe, expect, test, vi } from 'vitest'
import { apiFetch } from '@/components/api-fetch'

const TRY_AGAIN = 'That did not work. Try again.'

afterEach(() => vi.unstubAllGlobals())

function answering(body: string, status = 200) {
  const fetched = vi.fn<typeof fetch>(async () => new Response(body, { status }))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

test('an answer is read as what was asked for, without what nobody reads', async () => {
  answering(JSON.stringify({ value: true, count: 3, links: {} }))
  expect(await apiFetch('/api/v1/photos/1/viewpoint', 'ViewpointMark')).toEqual({
    answer: { value: true, count: 3 },
    problem: null,
  })
})

test('a body is sent as JSON, and said to be JSON', async () => {
  const fetched = answering('{"value":null,"count":0}')
  await apiFetch('/api/v1/photos/1/viewpoint', 'ViewpointMark', { method: 'PUT', body: { value: true } })
  expect(fetched).toHaveBeenCalledWith('/api/v1/photos/1/viewpoint', {
    method: 'PUT',
    body: '{"value":true}',
    headers: { 'content-type': 'application/json' },
  })
})

describe('a problem is told in words', () => {
  test.each([
    ['of the server', '{"detail":"Log in first"}', 401, 'Log in first'],
    ['of ours, where the server gives none', '{"title":"Broken"}', 500, TRY_AGAIN],
    ['of ours, where the server gives no JSON', '<h1>Bad gateway</h1>', 502, TRY_AGAIN],
    ['of ours, where a detail is no text', '{"detail":{}}', 500, TRY_AGAIN],
    ['of ours, where a good answer has another shape', '{"value":"yes","count":3}', 200, TRY_AGAIN],
    ['of ours, where a good answer is no JSON', 'yes', 200, TRY_AGAIN],
  ])('%s', async (_case, body, status, problem) => {
    answering(body, status)
    expect(await apiFetch('/api/v1/photos/1/viewpoint', 'ViewpointMark')).toEqual({ answer: null, problem, status })
  })
})

test('without a connection nothing is thrown, and the status is 0', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  expect(await apiFetch('/api/v1/photos/1/viewpoint', 'ViewpointMark')).toEqual({
    answer: null,
    problem: 'Map the Paths does not answer. Try again in a moment.',
    status: 0,
  })
})
