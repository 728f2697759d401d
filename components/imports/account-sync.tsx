import { LoaderCircle } from 'lucide-react'
import { LoginLink } from '@/components/shell/login-link'
import { RefreshButton } from '@/components/shell/refresh-button'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import type { AccountSync } from '@/lib/accounts/types'
import { formatMonth } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { Ago } from './ago'
import { Countdown } from './countdown'

export type SyncAgain = (kind: 'new' | 'whole') => Promise<void>

/** The first sync of an account on its way: what has been found, and what can be done meanwhile. */
export function FirstAccountSync({
  sync,
  sequenceCount,
  isOpen,
}: {
  sync: AccountSync
  sequenceCount: number
  isOpen: boolean // whether those found so far are shown
}) {
  const { photoCount, readBackTo, share } = sync
  return (
    <Card className="grid gap-4 p-5 sm:p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Reading your photos on Mapillary</h2>
        <p className="max-w-prose text-ink-muted text-sm">
          Mapillary lists photos, not sequences, so the first time takes a while for a large account. It goes on when
          you close this page; afterwards only new photos are looked for.
        </p>
      </div>
      <Progress label="Your photos on Mapillary" done={Math.round(share * 100)} total={readBackTo ? 100 : null} />
      <p role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm tabular-nums">
        <strong className="font-semibold">{formatPlural(photoCount, 'photo')}</strong>
        <span className="text-ink-muted">{formatPlural(sequenceCount, 'sequence')} so far</span>
        {readBackTo && (
          <span className="text-ink-muted">read back to {formatMonth(readBackTo.toISOString().slice(0, 7))}</span>
        )}
      </p>
      {isOpen ? (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
          <LinkButton href="/import">Wait for all</LinkButton>
          <RefreshButton>Show more</RefreshButton>
        </div>
      ) : (
        sequenceCount > 0 && (
          <div>
            <LinkButton href="/import?found=so-far">Choose from those found so far</LinkButton>
          </div>
        )
      )}
    </Card>
  )
}

/** Why the account is not being read on, and what to do; nothing when it is. */
export function AccountSyncProblem({ sync, syncAgain }: { sync: AccountSync; syncAgain: SyncAgain }) {
  const { state, reason, waitingUntil } = sync
  if (state === 'waiting_for_login') {
    return (
      <Notice tone="warning" title="Mapillary no longer accepts your login" action={<LoginLink isAgain />}>
        Log in with Mapillary again: reading your photos goes on where it stopped.
      </Notice>
    )
  }
  if (state === 'waiting_for_mapillary') {
    return (
      <Notice tone="warning" title="Mapillary does not answer now">
        {reason}
        {waitingUntil && (
          <p>
            Next try <Countdown until={waitingUntil.toISOString()} over="now" />.
          </p>
        )}
      </Notice>
    )
  }
  if (state !== 'failed') return null
  return (
    <Notice
      tone="danger"
      title="Your photos on Mapillary could not be read"
      action={
        <form action={syncAgain.bind(null, 'new')}>
          <Button type="submit" size="small">
            Go on
          </Button>
        </form>
      }
    >
      {reason}
    </Notice>
  )
}

/** How fresh the list is, and ways to freshen it. */
export function AccountSyncAge({ sync, syncAgain }: { sync: AccountSync; syncAgain: SyncAgain }) {
  if (sync.state === 'running') {
    return (
      <p role="status" className="flex items-center gap-2 text-ink-muted text-sm">
        <LoaderCircle aria-hidden className="size-4 animate-spin" />
        <span>
          {sync.kind === 'new' ? 'Looking for new photos on Mapillary…' : 'Comparing with Mapillary, photo by photo…'}{' '}
          {sync.photoCount > 0 && <span className="tabular-nums">{formatPlural(sync.photoCount, 'photo')}</span>}
        </span>
      </p>
    )
  }
  if (!sync.finishedAt) return null
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
      <span title="Mapillary’s API of today does not give private photos.">
        As on Mapillary <Ago moment={sync.finishedAt.toISOString()} />, without private photos.
      </span>
      <form action={syncAgain.bind(null, 'new')}>
        <Button type="submit" size="small" look="quiet">
          Look for new photos
        </Button>
      </form>
      <form action={syncAgain.bind(null, 'whole')}>
        <Button
          type="submit"
          size="small"
          look="quiet"
          title="Also finds photos that were deleted on Mapillary, or uploaded long after they were taken. Happens once a week by itself."
        >
          Read all again
        </Button>
      </form>
    </div>
  )
}
