import { expect, test } from 'vitest'
import { combineResults, nameRounds, type StepResult } from '@/inngest/repeat-step'

test.each<[results: StepResult[], together: StepResult]>([
  [[], 'done'],
  [['done', 'done'], 'done'],
  [['done', 'unfinished'], 'unfinished'],
  [['done', 'stopped'], 'stopped'],
  [['unfinished', 'stopped', 'done'], 'stopped'],
])('steps that ended as %j ended together as %s', (results, together) => {
  expect(combineResults(results)).toBe(together)
})

test('every round of a step has an id of its own, the one that the SDK gives to ids that repeat', () => {
  const name = nameRounds()
  expect(['data', 'data', 'data: wait', 'data', 'data: wait'].map(name)).toEqual([
    'data',
    'data:1',
    'data: wait',
    'data:2',
    'data: wait:1',
  ])
})
