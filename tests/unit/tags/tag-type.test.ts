import { expect, test } from 'vitest'
import { tagTypeColour } from '@/lib/tags/tag-type-colour'
import { tagTypeValue } from '@/lib/tags/tag-type-value'

test.each([
  ['Wet leaves', 'surface', 'surface--wet-leaves'],
  ['  Straße & Brücke ', null, 'strasse-brucke'],
  ['--', null, null],
  ['石', null, null],
  ['x'.repeat(80), null, 'x'.repeat(40)],
])('the value of “%s” below %s is %s', (label, parent, value) => {
  expect(tagTypeValue(label, parent)).toBe(value)
})

test('a colour is the same for the same value, and another for another', () => {
  expect(tagTypeColour('surface--wet-leaves')).toBe(tagTypeColour('surface--wet-leaves'))
  expect(tagTypeColour('surface--wet-leaves')).toMatch(/^#[0-9a-f]{6}$/)
  expect(tagTypeColour('surface--wet-leaves')).not.toBe(tagTypeColour('surface--dry-leaves'))
})
