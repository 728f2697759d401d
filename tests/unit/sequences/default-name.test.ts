import { expect, test } from 'vitest'
import { defaultName } from '@/lib/sequences/default-name'

test.each([
  ['2020-09-12T10:00:00Z', 'Walk, September 2020'],
  ['1970-01-01T00:00:07Z', 'Walk'], // a clock that was never set
])('a walk of %s that nobody named is called “%s”', (capturedAt, name) => {
  expect(defaultName({ transportType: 'Walk', capturedAt: new Date(capturedAt) })).toBe(name)
})
