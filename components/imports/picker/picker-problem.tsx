import { LoginLink } from '@/components/shell/login-link'
import { RefreshButton } from '@/components/shell/refresh-button'
import { Notice } from '@/components/ui/notice'
import type { ErrorCode } from '@/lib/errors'
import { formatDuration } from '@/lib/format/number'

/** Why Mapillary did not give the sequences, and what to do. */
export function PickerProblem({
  code,
  message,
  retryAfterMs,
}: {
  code: ErrorCode
  message: string
  retryAfterMs: number | undefined
}) {
  if (code === 'UNAUTHENTICATED') {
    return (
      <Notice tone="warning" title="Mapillary no longer accepts your login" action={<LoginLink isAgain />}>
        Log in with Mapillary again to see your sequences.
      </Notice>
    )
  }
  if (code === 'RATE_LIMITED') {
    return (
      <Notice tone="warning" title="Mapillary asks us to wait" action={<RefreshButton />}>
        {retryAfterMs === undefined ? 'Try again in a minute.' : `Try again in ${formatDuration(retryAfterMs)}.`}
      </Notice>
    )
  }
  return (
    <Notice tone="danger" title="Mapillary did not give your sequences" action={<RefreshButton />}>
      {message}
    </Notice>
  )
}
