import { expect, test } from 'vitest'
import { manifestKey, originalKey, safeUsername } from '@/lib/backup/keys'

test('an original lies in the folder of its user and sequence', () => {
  expect(originalKey('ada_w-1', 42, 7)).toBe('ada_w-1/42/PHOTO_7.jpg')
  expect(manifestKey('ada_w-1', 42)).toBe('ada_w-1/42/manifest.json')
})

test.each(['ada', 'Ada', 'ada_w-1', 'john.doe', 'a..b', '-', '_', '007'])(
  'the usual name %j stays as it is',
  (username) => {
    expect(safeUsername(username)).toBe(username)
  },
)

test.each([
  ['', '~'],
  ['~', '~7E'],
  ['.', '~2E'],
  ['..', '~2E~2E'],
  ['.hidden', '~2Ehidden'],
  ['dot.', 'dot~2E'],
  ['a/b', 'a~2Fb'],
  ['a\\b', 'a~5Cb'],
  ['a\0b', 'a~00b'],
  ['ä', '~C3~A4'],
  ['😀', '~F0~9F~98~80'],
  ['\ud800', '~uD800'],
])('the name %j becomes %j', (username, safe) => {
  expect(safeUsername(username)).toBe(safe)
})

/** Numbers that look random and are the same in every run (mulberry32). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; state += 0x6d2b79f5) {
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    yield (mixed ^ (mixed >>> 14)) >>> 0
  }
}

function oddNames(count: number): string[] {
  const alphabet = [
    'a',
    'A',
    '0',
    '2',
    'E',
    'F',
    'u',
    'D',
    '~',
    '.',
    '/',
    '\\',
    '%',
    '\0',
    '\n',
    ' ',
    'ä',
    'é',
    '\u0301',
    '😀',
    '\ud83d',
    '\ude00',
  ]
  const random = numbers(1)
  const next = (below: number) => random.next().value % below
  return Array.from({ length: count }, () => {
    const length = next(10) === 0 ? 150 + next(200) : next(5)
    return Array.from({ length }, () => alphabet[next(alphabet.length)]).join('')
  })
}

test('two different names never meet', () => {
  const names = new Set(oddNames(20_000))
  expect(new Set([...names].map(safeUsername)).size).toBe(names.size)
})

test('every name becomes one short, plain part of a path', () => {
  for (const username of oddNames(5_000)) {
    const safe = safeUsername(username)
    expect(safe).toMatch(/^[A-Za-z0-9_~-]([A-Za-z0-9_.~-]*[A-Za-z0-9_~-])?$/)
    expect(safe.length).toBeLessThanOrEqual(200)
  }
})
