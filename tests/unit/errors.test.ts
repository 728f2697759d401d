import { expect, test } from 'vitest'
import { causeOf, isDatabaseAway } from '@/db/retry-while-database-is-away'
import { AppError } from '@/lib/errors'
import { toResponse } from '@/lib/server/http/to-response'

test('an error of another copy of the class is one of ours', () => {
  const foreign = Object.assign(new Error('Photo 7 not found'), { name: 'AppError', code: 'NOT_FOUND' })
  expect(foreign).toBeInstanceOf(AppError)
  expect(toResponse(foreign).status).toBe(404)
  expect(new AppError('CONFLICT', 'It is being deleted')).toBeInstanceOf(AppError)
  expect(new TypeError('a bug')).not.toBeInstanceOf(AppError)
  expect({ name: 'AppError', code: 'NOT_FOUND' }).not.toBeInstanceOf(AppError)
})

test('what the database said is found in the error of another copy of Drizzle', () => {
  const cause = Object.assign(new Error('terminating connection'), { code: '57P01' })
  const foreign = Object.assign(new Error('Failed query: select 1', { cause }), { query: 'select 1', params: [] })
  expect(causeOf(foreign)).toBe(cause)
  expect(isDatabaseAway(foreign)).toBe(true)
  expect(isDatabaseAway(new Error('a bug', { cause }))).toBe(false)
})

test('a kind of it is known by its own class alone', () => {
  class Kind extends AppError {}
  const kind = new Kind('NOT_FOUND', 'of a kind')
  expect(kind).toBeInstanceOf(Kind)
  expect(kind).toBeInstanceOf(AppError)
  expect(new AppError('NOT_FOUND', 'of no kind')).not.toBeInstanceOf(Kind)
})
