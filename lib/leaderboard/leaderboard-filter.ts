import { z } from 'zod'
import { PeriodParam } from '@/lib/period/period'
import { decimal } from '@/lib/photos/filter-params'

export const BOARDS = ['photos', 'distance', 'viewpoints-received', 'viewpoints-given'] as const
export type Board = (typeof BOARDS)[number]

const MOST_PEOPLE = 1_000_000

export const LeaderboardFilterParams = z.object({
  board: z.enum(BOARDS, `expected one of ${BOARDS.join(', ')}`).default('photos'),
  period: PeriodParam.optional(),
  limit: decimal.pipe(z.int('expected a whole number').min(1).max(500)).default(50),
  // How many people the pages before hold: ranks are counted over the whole list, so a page needs no more.
  cursor: decimal.pipe(z.int('expected the one of the page before').min(0).max(MOST_PEOPLE)).default(0),
})

export type LeaderboardFilter = z.infer<typeof LeaderboardFilterParams>

/** Reads the query of a leaderboard; empty parameters count as absent. Throws ZodError. */
export function parseLeaderboardFilter(params: URLSearchParams): LeaderboardFilter {
  return LeaderboardFilterParams.parse(Object.fromEntries([...params].filter(([, value]) => value.trim() !== '')))
}
