'use client'

import { useSyncExternalStore } from 'react'
import { formatDateTime } from '@/lib/format/date'
import { formatTimeAgo } from '@/lib/format/time-ago'

/** When something happened here: `3 minutes ago`, later the day in the reader's own time zone; the exact moment on hover. */
export function TimeAgo({ moment }: { moment: string }) {
  // What the server writes is the same for everybody, so it is in UTC; the browser knows the reader's zone and the time.
  const isBrowser = useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
  const timeZone = isBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : null
  const exact = formatDateTime(moment, timeZone)
  return (
    <time dateTime={moment} title={exact} suppressHydrationWarning>
      {isBrowser ? formatTimeAgo(moment, { now: Date.now(), timeZone }) : exact}
    </time>
  )
}

const subscribe = () => () => undefined
