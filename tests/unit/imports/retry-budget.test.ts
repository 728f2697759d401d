import { describe, expect, test } from 'vitest'
import type { Outcome } from '@/lib/imports/run/outcome'
import { budgetAfter, UNUSED_BUDGET } from '@/lib/imports/run/retry-budget'

const USED = { waits: 3, waitedMs: 7_000, tries: 2 }
const wait = (ms: number, unreadable: boolean): Outcome => ({ next: 'wait', ms, unreadable })

test('an unused budget has waited for nothing', () => {
  expect(UNUSED_BUDGET).toEqual({ waits: 0, waitedMs: 0, tries: 0 })
})

describe('a wait', () => {
  test('counts once, and for as long as it lasts', () => {
    expect(budgetAfter(USED, wait(500, true))).toMatchObject({ waits: 4, waitedMs: 7_500 })
    expect(budgetAfter(UNUSED_BUDGET, wait(1_000, false))).toEqual({ waits: 1, waitedMs: 1_000, tries: 0 })
  })

  test('for our own backup uses up no time', () => {
    expect(budgetAfter(USED, { next: 'wait', ms: 500, unreadable: false, isOurs: true })).toEqual({
      waits: 4,
      waitedMs: 7_000,
      tries: 0,
    })
  })

  test('after an answer that could not be understood counts as a try', () => {
    expect(budgetAfter(USED, wait(0, true))).toEqual({ waits: 4, waitedMs: 7_000, tries: 3 })
  })

  test('after no answer begins to count tries anew, but not waits', () => {
    expect(budgetAfter(USED, wait(0, false))).toEqual({ waits: 4, waitedMs: 7_000, tries: 0 })
  })
})

test.each(['done', 'again', 'stop', 'login', 'turn'] as const)('the outcome %s restores the budget', (next) => {
  expect(budgetAfter(USED, { next })).toEqual({ waits: 0, waitedMs: 0, tries: 0 })
})
