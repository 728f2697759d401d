'use client'

import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { TimeAgo } from '@/components/ui/time-ago'
import { useChange } from '@/components/ui/use-change'
import type { ListedNotice } from '@/lib/notices/list-notices'

const URL = '/api/v1/me/notices/read'

/** Notices one under the other. Following one marks it as read. */
export function NoticeList({ notices }: { notices: ListedNotice[] }) {
  const { change, problem, isPending } = useChange()
  const hasUnread = notices.some(({ isRead }) => !isRead)
  return (
    <div className="grid gap-3">
      {hasUnread && (
        <Button
          size="small"
          className="justify-self-end"
          disabled={isPending}
          onClick={() => change({ url: URL, method: 'POST', body: {}, done: 'All are read' })}
        >
          Mark all as read
        </Button>
      )}
      {problem && (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      )}
      <ul aria-label="Notices" className="grid grid-cols-1 divide-y divide-line rounded-card border bg-surface">
        {notices.map(({ id, text, path, changedAt, isRead }) => (
          <li key={id} className="grid gap-1 p-4 text-sm [overflow-wrap:anywhere]">
            <Link
              href={path}
              onClick={() => !isRead && change({ url: URL, method: 'POST', body: { ids: [id] } })}
              className={classNames('hover:underline', !isRead && 'font-semibold')}
            >
              {!isRead && <span className="sr-only">New: </span>}
              <bdi>{text}</bdi>
            </Link>
            <span className="text-ink-muted">
              <TimeAgo moment={changedAt} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
