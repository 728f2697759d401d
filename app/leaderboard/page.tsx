import { Trophy } from 'lucide-react'
import type { Metadata } from 'next'
import { indexing } from '@/app/indexing'
import { toSearchParams } from '@/app/photos/query'
import { BoardTable } from '@/components/leaderboard/board-table'
import { BOARD_WORDS } from '@/components/leaderboard/board-words'
import { PeriodChoice } from '@/components/period/period-choice'
import { Page } from '@/components/shell/page'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Notice } from '@/components/ui/notice'
import { getLeaderboard } from '@/lib/leaderboard/get-leaderboard'
import { BOARDS, parseLeaderboardFilter } from '@/lib/leaderboard/leaderboard-filter'
import { changed, pathWith } from '@/lib/search/search-url'
import { findUser } from '@/lib/server/auth/session'
import { readParams } from '@/lib/server/read-params'
import { runtime } from '@/lib/server/runtime'

export async function generateMetadata({ searchParams }: PageProps<'/leaderboard'>): Promise<Metadata> {
  return {
    ...indexing('/leaderboard', toSearchParams(await searchParams)),
    title: 'Leaderboard',
    description: 'Who brings the most photos of paths, walks the longest, and finds the best viewpoints.',
  }
}

const PATH = '/leaderboard'

export default async function LeaderboardPage({ searchParams }: PageProps<'/leaderboard'>) {
  const params = toSearchParams(await searchParams)
  const filter = readParams(() => parseLeaderboardFilter(params))
  if ('problem' in filter) {
    return (
      <Page title="Leaderboard">
        <Notice
          tone="warning"
          title="This list makes no sense to us"
          action={<LinkButton href={PATH}>Start over</LinkButton>}
        >
          <p className="whitespace-pre-line">{filter.problem}</p>
        </Notice>
      </Page>
    )
  }
  const { board, period, cursor } = filter
  const viewer = (await findUser())?.id ?? null
  const { entries, self, nextCursor } = await getLeaderboard(runtime().db, { ...filter, viewer })
  const at = (changes: Record<string, string | null>) => pathWith(PATH, changed(params, changes))
  return (
    <Page title="Leaderboard" intro={BOARD_WORDS[board].counts}>
      <div className="mb-6 grid gap-4">
        <LinkTabs
          label="Leaderboards"
          tabs={BOARDS.map((name) => ({
            href: at({ board: name }),
            name: BOARD_WORDS[name].name,
            isCurrent: name === board,
          }))}
        />
        <PeriodChoice period={period} now={new Date()} href={(other) => at({ period: other ?? null })} />
      </div>
      {entries.length === 0 ? (
        <EmptyState icon={Trophy} title="Nobody yet">
          {period === undefined ? 'The first one to be here leads.' : 'Nothing happened in this time.'}
        </EmptyState>
      ) : (
        <BoardTable board={board} entries={entries} self={self} />
      )}
      {(nextCursor || cursor > 0) && (
        <nav aria-label="Pages" className="mt-6 flex justify-center gap-2">
          {cursor > 0 && <LinkButton href={at({})}>The first ones</LinkButton>}
          {nextCursor && <LinkButton href={at({ cursor: nextCursor })}>More people</LinkButton>}
        </nav>
      )}
    </Page>
  )
}
