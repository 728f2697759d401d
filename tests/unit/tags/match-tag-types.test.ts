import { expect, test } from 'vitest'
import { matchTagTypes } from '@/lib/tags/match-tag-types'
import type { TagType } from '@/lib/tags/types'

const type = (value: string, label: string, parent: string | null = null): TagType => ({
  value,
  label,
  parent,
  colour: '#ffffff',
  state: 'active',
})
const TYPES = [
  type('gate', 'Gate'),
  type('gate--kissing-gate', 'Kissing gate', 'gate'),
  type('surface', 'Surface'),
  type('surface--gravel', 'Gravel', 'surface'),
]
const values = (text: string) => matchTagTypes(TYPES, text).map(({ value }) => value)

test('without a text all are offered, in the order of the tree', () => {
  expect(matchTagTypes(TYPES, ' ').map(({ depth, path }) => [depth, path])).toEqual([
    [0, 'Gate'],
    [1, 'Gate › Kissing gate'],
    [0, 'Surface'],
    [1, 'Surface › Gravel'],
  ])
})

test.each([
  ['gate', ['gate', 'gate--kissing-gate']],
  ['KISS', ['gate--kissing-gate']],
  ['grav', ['surface--gravel']],
  ['surface gr', ['surface--gravel']],
  ['xyz', []],
])('“%s” offers %j', (text, expected) => {
  expect(values(text)).toEqual(expected)
})

test('a name comes before names that begin with it, those before a word within one; the wider ones first', () => {
  const types = [
    type('sight', 'Sight'),
    type('sight--wayside-cross', 'Wayside cross', 'sight'),
    type('waymark', 'Waymark'),
    type('waymark--cairn', 'Cairn', 'waymark'),
    type('waymark--old-way', 'Old way', 'waymark'),
    type('way', 'Way'),
  ]
  expect(matchTagTypes(types, 'way').map(({ label }) => label)).toEqual([
    'Way',
    'Waymark',
    'Wayside cross',
    'Old way',
    'Cairn',
  ])
})

test('what begins with the text comes before what holds it', () => {
  expect(values('g')[0]).toBe('gate')
  expect(matchTagTypes([type('a', 'Kissing gate'), type('b', 'Gate')], 'gate').map(({ value }) => value)).toEqual([
    'b',
    'a',
  ])
})
