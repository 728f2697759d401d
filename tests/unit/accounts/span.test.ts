import { describe, expect, test } from 'vitest'
import { EVERYTHING, newerHalf, newestSpan, type Span, shareRead, spanBefore } from '@/lib/accounts/span'

const NOW = new Date('2026-11-25T20:00:00Z')
const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('the spans of a large account', () => {
  test('lead from now to the beginning of time, without a gap', () => {
    const spans: Span[] = []
    for (let span: Span | null = newestSpan(NOW); span; span = spanBefore(span)) spans.push(span)
    expect(spans[0]).toEqual({ since: day('2026-01-01'), until: null })
    expect(spans.at(-1)).toEqual({ since: null, until: day('2013-01-01') })
    for (const [index, { until }] of spans.slice(1).entries()) expect(until).toEqual(spans[index]?.since)
  })

  test('go on before a half to the start of its year', () => {
    const half = newerHalf({ since: day('2025-01-01'), until: day('2026-01-01') }, NOW)
    expect(half).toEqual({ since: new Date('2025-07-02T12:00:00Z'), until: day('2026-01-01') })
    expect(half && spanBefore(half)).toEqual({ since: day('2025-01-01'), until: half?.since })
  })

  test('are not halved for ever, nor without a start', () => {
    const span = { since: new Date('2026-11-25T18:30:00Z'), until: null }
    expect(newerHalf(span, NOW)).toBeNull()
    expect(newerHalf(EVERYTHING, NOW)).toBeNull()
  })

  test('say how much has been read', () => {
    expect(shareRead(newestSpan(NOW), NOW)).toBe(0)
    expect(shareRead({ until: day('2020-01-01') }, NOW)).toBeCloseTo(0.5, 1)
    expect(shareRead({ until: day('2013-01-01') }, NOW)).toBe(1)
  })
})
