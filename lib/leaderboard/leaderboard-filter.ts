import { z } from 'zod'
import { PeriodParam } from '@/lib/model/period'
import { decimal, described, limitParam } from '@/lib/model/query-params'

export const BOARDS = ['photos', 'distance', 'viewpoints-received', 'viewpoints-given'] as const
export type Board = (typeof BOARDS)[number]

const MOST_PEOPLE = 1_000_000

/** What may be asked of a leaderboard. */
export const LeaderboardQuery = z.object({
  board: z
    .enum(BOARDS, `expected one of ${BOARDS.join(', ')}`)
    .default('photos')
    .describe(
      'What is counted: photos, metres of sequences, true marks on their photos, true marks on those of others.',
    ),
  period: PeriodParam.optional().describe(
    'Only what was captured or marked in this year (`2024`) or month (`2024-05`), UTC.',
  ),
  limit: limitParam(50, 500),
  // How many people the pages before hold: ranks are counted over the whole list, so a page needs no more.
  cursor: described(
    decimal.pipe(z.int('expected the one of the page before').min(0).max(MOST_PEOPLE)).default(0),
    'Where the page before ended, as `links.next` has it.',
    { type: 'string' },
  ),
})

export type LeaderboardFilter = z.infer<typeof LeaderboardQuery>

/** Reads the query of a leaderboard; empty parameters count as absent. Throws ZodError. */
export function parseLeaderboardFilter(params: URLSearchParams): LeaderboardFilter {
  return LeaderboardQuery.parse(Object.fromEntries([...params].filter(([, value]) => value.trim() !== '')))
}
