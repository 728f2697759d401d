import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { describeQueryProblem } from '@/lib/format/query-problem'
import { PhotoQuery, parsePhotoFilter } from '@/lib/search/photo-filter'

function problemOf(query: string): string {
  try {
    parsePhotoFilter(new URLSearchParams(query))
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof AppError) return describeQueryProblem(error)
    throw error
  }
  throw new Error('It was understood')
}

const refusal = (...paths: PropertyKey[][]) =>
  new z.ZodError(paths.map((path) => ({ code: 'custom', path, message: 'expected one of a, b', input: '' })))

test('an unknown order is told in plain words', () => {
  expect(problemOf('sort=random')).toBe('This list cannot be put into that order.')
})

test('a page that is not there is told in plain words', () => {
  expect(problemOf('cursor=forged')).toBe('The page of this list is not there. Start at its beginning.')
})

test('two problems are two lines, one problem of two values is one', () => {
  expect(problemOf('sort=random&season=monsoon').split('\n')).toHaveLength(2)
  expect(describeQueryProblem(refusal(['tag', 0], ['tag', 1]))).not.toContain('\n')
})

test('no parameter speaks in the words of a schema', () => {
  for (const name of Object.keys(PhotoQuery.shape)) {
    expect(describeQueryProblem(refusal([name]))).not.toMatch(/expected|in the address/)
  }
})
