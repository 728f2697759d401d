import canonicalize from 'canonicalize'
import { expect, test } from 'vitest'
import { canonicalJson } from '@/inngest/local/canonical'

test.each<[name: string, value: unknown, expected: string]>([
  [
    'sorts members by UTF-16 code units',
    { b: 1, a: 2, '\u20ac': 3, '\ufb33': 4, '\ud83d\ude00': 5, 10: 6, 9: 7 },
    '{"10":6,"9":7,"a":2,"b":1,"\u20ac":3,"\ud83d\ude00":5,"\ufb33":4}',
  ],
  ['sorts nested members', [{ z: { y: 1, x: [{ d: 1, c: 2 }] } }], '[{"z":{"x":[{"c":2,"d":1}],"y":1}}]'],
  [
    'spells numbers as ECMAScript does',
    [1e21, 1e-7, -0, 333333333.3333333, 1.0, 4.5],
    '[1e+21,1e-7,0,333333333.3333333,1,4.5]',
  ],
  ['escapes what JSON must escape and nothing else', '\u0000\u001f"\\/\u2028ä', '"\\u0000\\u001f\\"\\\\/\u2028ä"'],
  ['leaves out undefined members', { a: undefined, b: null }, '{"b":null}'],
  ['has null for undefined', undefined, 'null'],
])('%s', (_name, value, expected) => {
  expect(canonicalJson(value)).toBe(expected)
})

test('agrees with the library that the SDK checks signatures with', () => {
  const value = {
    name: 'import',
    data: { ids: [3, 1, 2], deep: { ü: true, A: null, a: 'x\ny' }, empty: {}, none: [] },
    ts: 1.5e12,
  }
  expect(canonicalJson(value)).toBe(canonicalize(value))
})
