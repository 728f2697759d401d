import { expect, test } from 'vitest'
import { kindOf, PeriodParam, periodAt, periodBeside, spanOf } from '@/lib/model/period'

test('a period reaches from its first moment to the first of the next', () => {
  expect(spanOf('2024')).toEqual({ from: new Date('2024-01-01T00:00:00Z'), to: new Date('2025-01-01T00:00:00Z') })
  expect(spanOf('2024-12')).toEqual({ from: new Date('2024-12-01T00:00:00Z'), to: new Date('2025-01-01T00:00:00Z') })
})

test('the period beside it is a step away, over the end of the year too', () => {
  expect(periodBeside('2024', -1)).toBe('2023')
  expect(periodBeside('2024-01', -1)).toBe('2023-12')
  expect(periodBeside('2024-12', 1)).toBe('2025-01')
})

test('the period of a moment', () => {
  const moment = new Date('2024-05-03T10:00:00Z')
  expect([periodAt('all', moment), periodAt('year', moment), periodAt('month', moment)]).toEqual([
    undefined,
    '2024',
    '2024-05',
  ])
  expect([kindOf(undefined), kindOf('2024'), kindOf('2024-05')]).toEqual(['all', 'year', 'month'])
})

test.each(['24', '2024-13', '2024-5', '1776', '2024-05-03'])('%s is no period', (text) => {
  expect(PeriodParam.safeParse(text).success).toBe(false)
})
