import { z } from 'zod'
import type { AnswerHeaders } from './http-types'
import { parseMapillaryJson } from './json'

/** How much of a limit is used up, in percent, and how long we are shut out; null and 0 where an answer does not say. */
export type Usage = { percent: number | null; shutOutMs: number }

const HEADERS = ['x-app-usage', 'x-business-use-case-usage', 'x-ad-account-usage', 'x-page-usage']
const MINUTES_LEFT = 'estimated_time_to_regain_access'
const SECONDS_LEFT = 'reset_time_duration' // until the count starts anew, shut out or not
const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .transform(Number),
])

/** The headers in which the Graph API says how near its limits we are (developers.facebook.com/docs/graph-api/overview/rate-limiting). */
export function readUsage(headers: AnswerHeaders): Usage {
  const entries = HEADERS.flatMap((name) => numbersIn(parseMapillaryJson(headers.get(name) ?? '')))
  const percents = entries.flatMap(([name, value]) => (name === MINUTES_LEFT || name === SECONDS_LEFT ? [] : [value]))
  const minutes = entries.flatMap(([name, value]) => (name === MINUTES_LEFT ? [value] : []))
  return {
    percent: percents.length === 0 ? null : Math.max(...percents),
    shutOutMs: Math.max(0, ...minutes) * 60_000,
  }
}

/** Numbers with their names, however deep: a business's usage is a list of objects by its id. */
function numbersIn(value: unknown): [name: string, value: number][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]): [string, number][] => {
    const found = number.safeParse(inner).data
    return found === undefined ? numbersIn(inner) : [[name, found]]
  })
}
