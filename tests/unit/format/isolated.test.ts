import { expect, test } from 'vitest'
import { isolated } from '@/lib/format/isolated'

test.each([
  ['مسار القناة 12', '\u2068مسار القناة 12\u2069'],
  ['שביל', '\u2068שביל\u2069'],
  ['Along the ridge', 'Along the ridge'],
  ['京都の東山を歩く 🚶', '京都の東山を歩く 🚶'],
])('“%s” in a sentence', (name, written) => {
  expect(isolated(name)).toBe(written)
})
