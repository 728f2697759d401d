import { expect, test } from 'vitest'
import { compileExpression } from '@/inngest/local/expression'

const scope = {
  event: { name: 'a', data: { id: 7, text: "it's", ok: true, none: null, deep: { x: 'y' } } },
  async: { data: { id: 7, other: '7' } },
}

test.each<[source: string, expected: unknown]>([
  ['async.data.id == event.data.id', true],
  ['async.data.other == event.data.id', false],
  ['event.data.id != 8', true],
  ["event.data.text == 'it\\'s'", true],
  ['event.data.text == "it\'s"', true],
  ['event.data.ok == true', true],
  ['event.data.ok', true],
  ['event.data.none == null', true],
  ['event.data.deep.x', 'y'],
  ['event.data.missing == event.data.absent', undefined],
  ['event.data.missing != 1', undefined],
  ['event.data.text.length == 4', undefined],
  ['has(event.data.missing)', false],
  ['event.data.id > 3', true],
  ['size(event.data.text)', 4],
  ["event.data['text'] == \"it's\"", true],
  ['event.data.deep', { x: 'y' }],
  ['event.data.constructor', undefined],
  ["event.data.id == 7 && event.name == 'a'", true],
  ["event.data.id == 8 || event.name == 'a' && event.data.ok", true],
  ["(event.data.id == 8 || event.name == 'a') && event.data.ok == false", false],
  ['-1.5 == -1.5', true],
])('%s is %j', (source, expected) => {
  expect(compileExpression(source)(scope)).toEqual(expected)
})

test.each([
  '',
  '==',
  'event.data.id ==',
  'data.id == 1',
  'event.data.unknown()',
  '(event.name',
  'event.name event.name',
  "'open",
])('%j is refused', (source) => {
  expect(() => compileExpression(source)).toThrow('does not understand')
})
