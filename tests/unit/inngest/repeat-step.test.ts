import { expect, test } from 'vitest'
import { combineResults, type StepResult } from '@/inngest/repeat-step'

test.each<[results: StepResult[], together: StepResult]>([
  [[], 'done'],
  [['done', 'done'], 'done'],
  [['done', 'unfinished'], 'unfinished'],
  [['done', 'stopped'], 'stopped'],
  [['unfinished', 'stopped', 'done'], 'stopped'],
])('steps that ended as %j ended together as %s', (results, together) => {
  expect(combineResults(results)).toBe(together)
})
