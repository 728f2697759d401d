import { expect, test } from 'vitest'
import { describeTagChange } from '@/lib/tags/describe-tag-change'
import type { TagChange } from '@/lib/tags/types'
import { boxShape } from '@/tests/support/factories'

function change(kind: TagChange['kind'], label = 'Bench', left = 0.1): TagChange {
  return { kind, by: 'alice', at: '2024-05-03T10:00:00Z', type: label.toLowerCase(), label, shape: boxShape(left) }
}

test.each([
  ['added it as Bench', change('created'), undefined],
  ['changed its region', change('edited', 'Bench', 0.3), change('created')],
  ['changed it from Bench to Stile', change('edited', 'Stile'), change('created')],
  ['changed it from Bench to Stile, and its region', change('edited', 'Stile', 0.3), change('created')],
  ['changed it', change('edited'), change('created')],
  ['removed it', change('removed'), change('created')],
  ['brought it back', change('restored'), change('removed')],
])('%s', (expected, now, before) => {
  expect(describeTagChange(now, before)).toBe(expected)
})
