import { Badge } from '@/components/ui/badge'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatDate } from '@/lib/format/date'
import { describeDevice } from '@/lib/format/device'
import type { ListedSession } from '@/lib/users/sessions/list-sessions'
import { LogOutDevice } from './log-out-device'

/** Where the person is logged in: which device, when it was used last, and the way to log it out. */
export function SessionList({
  sessions,
  currentId,
  end,
}: {
  sessions: ListedSession[]
  currentId: string
  end: (id: string) => Promise<string | null>
}) {
  return (
    <ul className="grid divide-y divide-line">
      {sessions.map((session) => {
        const device = describeDevice(session.userAgent)
        return (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4 first:pt-0 last:pb-0">
            <div className="grid min-w-0 flex-1 basis-56 gap-1.5">
              <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <span className="font-[550]">{device}</span>
                {session.id === currentId && <Badge>This device</Badge>}
              </div>
              <p className="text-ink-faint text-xs">
                Last used <TimeAgo moment={session.lastUsedAt.toISOString()} /> · logged in{' '}
                {formatDate(session.createdAt)} · ends {formatDate(session.expiresAt)}
              </p>
            </div>
            {session.id !== currentId && <LogOutDevice id={session.id} device={device} end={end} />}
          </li>
        )
      })}
    </ul>
  )
}
