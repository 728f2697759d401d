import { expect, test } from 'vitest'
import { counted, inSentence } from '@/lib/format/sentence'

test.each([
  ['Stop sign', 'stop sign'],
  ['CCTV camera', 'CCTV camera'],
])('%s is %s inside a sentence', (name, expected) => {
  expect(inSentence(name)).toBe(expected)
})

test.each([
  [1, 'bench', 'bench'],
  [2, 'bench', '2 benches'],
  [3, 'person', '3 people'],
  [2, 'group of people', '2 groups of people'],
  [4, 'traffic light', '4 traffic lights'],
  [2, 'traffic sign (front)', '2 traffic signs (front)'],
  [2, 'vehicle of the camera', '2 vehicles of the camera'],
  [5, 'junction box', '5 junction boxes'],
  [2, 'street light arm assembly', '2 street light arm assemblies'],
])('%d of %s are %s', (count, name, expected) => {
  expect(counted(name, count)).toBe(expected)
})
