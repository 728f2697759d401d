import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'
import { Length } from '@/components/units/units'
import { formatCount } from '@/lib/format/number'
import type { LeaderboardEntry } from '@/lib/leaderboard/get-leaderboard'
import type { Board } from '@/lib/leaderboard/leaderboard-filter'
import { BOARD_WORDS } from './board-words'

/** People by rank; `self` is added below when it is on another page. */
export function BoardTable({
  board,
  entries,
  self,
}: {
  board: Board
  entries: LeaderboardEntry[]
  self: LeaderboardEntry | null
}) {
  const isElsewhere = self !== null && entries.every(({ isSelf }) => !isSelf)
  const most = Math.max(...entries.map(({ value }) => value), 1)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-card border bg-surface text-sm">
      <caption className="sr-only">{BOARD_WORDS[board].name}</caption>
      <thead>
        <tr className="text-left text-ink-muted [&>th]:border-b [&>th]:px-4 [&>th]:py-2.5 [&>th]:font-[550]">
          <th scope="col" className="w-20 whitespace-nowrap">
            Rank
          </th>
          <th scope="col">Name</th>
          <th scope="col" className="w-32 text-right sm:w-40">
            {BOARD_WORDS[board].column}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.username} board={board} entry={entry} most={most} />
        ))}
      </tbody>
      {isElsewhere && (
        <tbody aria-label="Your own place">
          <Row board={board} entry={self} most={most} />
        </tbody>
      )}
    </table>
  )
}

function Row({
  board,
  entry: { rank, username, value, isSelf },
  most,
}: {
  board: Board
  entry: LeaderboardEntry
  most: number
}) {
  return (
    <tr className={classNames('[&>*]:border-t [&>*]:px-4 [&>*]:py-2.5', isSelf && 'bg-accent-soft')}>
      <td className="tabular-nums">
        <span className={classNames(rank <= 3 && 'font-[650]')}>{rank}</span>
      </td>
      <th scope="row" className="text-left font-normal">
        <span className="flex items-center gap-2">
          <Link
            href={`/users/${encodeURIComponent(username)}`}
            prefetch={false}
            dir="auto"
            className="text-link truncate font-[550]"
          >
            {username}
          </Link>
          {isSelf && <Badge tone="accent">You</Badge>}
        </span>
        <span
          aria-hidden="true"
          className="mt-1.5 block h-1 rounded-full bg-accent/70"
          style={{ width: `${Math.max(1, (100 * value) / most)}%` }}
        />
      </th>
      <td className="text-right font-[550] tabular-nums">
        {board === 'distance' ? <Length meters={value} /> : formatCount(value)}
      </td>
    </tr>
  )
}
