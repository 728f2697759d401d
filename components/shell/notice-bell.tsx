import { Bell } from 'lucide-react'
import Link from 'next/link'

const MOST_SHOWN = 99

/** The way to one's notices, with how many are unread. */
export function NoticeBell({ unread }: { unread: number }) {
  const label = unread === 0 ? 'Notices' : `Notices, ${unread} unread`
  return (
    <Link
      href="/notices"
      prefetch={false}
      aria-label={label}
      title={label}
      className="relative grid size-10 place-items-center rounded-control text-ink-muted transition-colors hover:bg-sunken hover:text-ink"
    >
      <Bell aria-hidden className="size-[1.125rem]" />
      {unread > 0 && (
        <span
          aria-hidden
          className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-danger px-1 text-center font-semibold text-[0.625rem] text-on-danger leading-4"
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      )}
    </Link>
  )
}
