import { expect, test } from 'vitest'
import { accepts } from '@/lib/server/http/accepts'

const json = ['application/json', 'application/geo+json']

test.each([
  [null, true],
  ['', true],
  ['*/*', true],
  ['application/*', true],
  ['application/geo+json', true],
  ['text/html, application/xhtml+xml, */*;q=0.8', true],
  ['text/html', false],
  ['image/*', false],
  ['application/json;q=0, application/geo+json;q=0', false],
  ['text/html;q=0.1, application/json;q=0.2', true],
])('%s: %s', (header, expected) => {
  expect(accepts(header, json)).toBe(expected)
})
