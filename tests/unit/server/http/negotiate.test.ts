import { expect, test } from 'vitest'
import { preferredType } from '@/lib/server/http/negotiate'

const types = ['application/json', 'application/geo+json'] as const

test.each([
  [null, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['application/*', 'application/json'],
  ['application/geo+json', 'application/geo+json'],
  ['application/geo+json; charset=utf-8', 'application/geo+json'],
  ['application/json;q=0.5, application/geo+json;q=0.6', 'application/geo+json'],
  ['application/geo+json ; charset=utf-8 ; q=0.4, application/json;q=0.5', 'application/json'],
  ['text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
  ['text/html', undefined],
  ['image/*', undefined],
  ['application/json;q=0, application/geo+json;q=0', undefined],
  ['application/json;q=0, */*', 'application/geo+json'],
  ['text/html;q=0.1, application/json;q=0.2', 'application/json'],
])('%s: %s', (accept, expected) => {
  expect(preferredType(new Headers(accept === null ? {} : { accept }), types)).toBe(expected)
})
