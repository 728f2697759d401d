import { expect, test } from 'vitest'
import { readAnswer, toRunError, WireEvent } from '@/inngest/local/protocol'
import { sign } from '@/inngest/local/signing'

const key = 'signkey-test-00'
const id = 'a'.repeat(40)

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const signed = { 'x-inngest-sdk': 'js:v4', 'x-inngest-signature': sign(text, key), ...headers }
  return readAnswer({ status, headers: signed, body: text }, key)
}

test('an answer of 200 ends the run with its body', () => {
  expect(answer(200, { b: 1, a: null })).toEqual({ kind: 'finished', output: '{"a":null,"b":1}' })
})

test('an answer of 206 holds operations', () => {
  const operations = [{ id, op: 'StepRun', data: null, displayName: 'x', opts: {}, timing: {} }]
  expect(answer(206, operations)).toMatchObject({ kind: 'operations', operations: [{ id, op: 'StepRun', data: null }] })
})

test.each([
  ['500 to be retried', 500, { 'x-inngest-no-retry': 'false' }, { isFinal: false }],
  ['400 for good', 400, { 'x-inngest-no-retry': 'true' }, { isFinal: true }],
  ['500 without a word on retries', 500, {}, { isFinal: false }],
  ['a wish for a later retry', 500, { 'retry-after': '3' }, { isFinal: false, retryAfterMs: 3000 }],
])('a function that throws: %s', (_name, status, headers, expected) => {
  expect(answer(status, { name: 'TypeError', message: 'x' }, headers)).toMatchObject({
    kind: 'failed',
    error: { name: 'TypeError', message: 'x' },
    ...expected,
  })
})

test.each([
  ['a gateway error page', { status: 502, headers: {}, body: '<html>' }],
  ['a refused signature', { status: 401, headers: { 'x-inngest-sdk-handled': 'true' }, body: '{}' }],
  ['an unsigned answer', { status: 200, headers: { 'x-inngest-sdk': 'js:v4' }, body: '{}' }],
  [
    'an answer changed on its way',
    { status: 200, headers: { 'x-inngest-sdk': 'js:v4', 'x-inngest-signature': sign('[]', key) }, body: '{}' },
  ],
])('%s is no answer of the app', (_name, http) => {
  expect(readAnswer(http, key)).toMatchObject({ kind: 'unavailable' })
})

test.each([
  ['no JSON', 'oops'],
  ['no list', '{}'],
  ['a step id that is no hash', [{ id: '","x":"', op: 'StepRun' }]],
])('operations that cannot be read fail the attempt: %s', (_name, body) => {
  expect(answer(206, body)).toMatchObject({ kind: 'failed', isFinal: false })
})

test.each([
  [
    { name: 'A', message: 'b', stack: 'c', more: 1 },
    { name: 'A', message: 'b', stack: 'c' },
  ],
  [{ error: 'Could not find step' }, { name: 'Error', message: 'Could not find step' }],
  ['text', { name: 'Error', message: 'Unknown error' }],
  [null, { name: 'Error', message: 'Unknown error' }],
])('the error %j is read as one with name and message', (error, expected) => {
  expect(toRunError(error)).toEqual(expected)
})

test.each([{}, { name: '' }, { name: 'a\0' }, { name: 'a', data: 'x' }, { name: 'a', id: '\0' }])(
  '%j is no event',
  (event) => {
    expect(WireEvent.safeParse(event).success).toBe(false)
  },
)
