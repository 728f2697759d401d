'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { LoginLink } from '@/components/shell/login-link'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { isolated } from '@/lib/format/isolated'
import { formatBytes, formatDuration, formatPlural } from '@/lib/format/number'
import type { ImportProgress } from '@/lib/imports/types'
import { Countdown } from './countdown'
import { ErrorTable } from './error-table'
import { ImportActions } from './import-actions'
import { ImportNotes } from './import-notes'
import { percentDone, sumStages } from './progress-numbers'
import { StageList } from './stage-list'
import { StateBadge } from './state-badge'
import { STATE_WORDS } from './state-words'
import { useImportProgress } from './use-import-progress'

/** An import as it goes on, with everything its owner can do about it. */
export function ImportLive({ initial }: { initial: ImportProgress }) {
  const { progress, isActive, speed, refresh } = useImportProgress(initial)
  const { status, sequenceName, stages } = progress
  const percent = percentDone(progress)
  const whole = sumStages(progress)
  const isEmpty = status === 'completed' && progress.isSequenceRemoved

  useEffect(() => {
    const state = isActive ? `${percent} %` : STATE_WORDS[status].label
    document.title = `${state} · ${isolated(sequenceName)} · Map the Paths`
  }, [isActive, percent, status, sequenceName])

  // The notice under the header is the server's: it comes and goes with this state.
  const router = useRouter()
  const isWaitingForLogin = status === 'waiting_for_login'
  const wasWaiting = useRef(isWaitingForLogin)
  useEffect(() => {
    if (wasWaiting.current !== isWaitingForLogin) router.refresh()
    wasWaiting.current = isWaitingForLogin
  }, [isWaitingForLogin, router])

  return (
    <div className="grid grid-cols-1 gap-6">
      <p role="status" className="sr-only">
        {STATE_WORDS[status].label}
        {isActive && `, ${Math.floor(percent / 10) * 10} percent`}
      </p>

      <Card className="grid grid-cols-1 gap-6 p-5 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-4">
          <div className="grid gap-2">
            <div className="flex flex-wrap gap-1.5">
              <StateBadge state={status} />
              {progress.kind === 'sync' && <Badge>Changes from Mapillary</Badge>}
            </div>
            <p className="text-ink-muted text-sm">
              {isEmpty ? 'There was nothing to import.' : STATE_WORDS[status].sentence}
            </p>
          </div>
          <div className="flex flex-wrap gap-2">
            <ImportActions progress={progress} onChanged={refresh} />
            {!progress.isSequenceRemoved && (
              <LinkButton
                href={`/sequences/${progress.sequenceId}`}
                look={status === 'completed' ? 'primary' : 'secondary'}
              >
                See the sequence
              </LinkButton>
            )}
          </div>
        </div>

        <div className="grid gap-2">
          <div className="flex items-baseline justify-between gap-4">
            <span className="font-[680] text-4xl tabular-nums tracking-[-0.03em]" data-testid="percent">
              {percent}
              <span className="ml-1 text-ink-faint text-xl">%</span>
            </span>
            {progress.photoTotal !== null && (
              <span className="text-ink-muted text-sm">{formatPlural(progress.photoTotal, 'photo')}</span>
            )}
          </div>
          <Progress
            label="Whole import"
            done={whole.done}
            failed={whole.failed}
            total={whole.total || null}
            className="h-3!"
          />
        </div>

        <Waiting progress={progress} />
        <ImportNotes progress={progress} />

        <Facts
          facts={[
            { name: 'Downloaded', value: formatBytes(stages.originals.bytes) },
            { name: 'Speed', value: status === 'running' && speed ? `${formatBytes(speed.bytesPerSecond)}/s` : null },
            {
              name: 'Time left',
              value: status === 'running' && speed?.remainingMs ? `about ${formatDuration(speed.remainingMs)}` : null,
            },
            { name: 'Took', value: took(progress) },
          ]}
        />
      </Card>

      <Card className="grid gap-5 p-5 sm:p-6">
        <h2 className="font-semibold text-lg">Stages</h2>
        <StageList stages={stages} />
      </Card>

      {progress.errorTotal > 0 && <ErrorTable errors={progress.errors} total={progress.errorTotal} onMore={refresh} />}
    </div>
  )
}

function Waiting({ progress: { status, reason, waitingUntil } }: { progress: ImportProgress }) {
  if (status === 'waiting_for_login') {
    return (
      <Notice tone="warning" title="Mapillary no longer accepts your login" action={<LoginLink isAgain />}>
        Log in again: the import goes on where it stopped. What came in so far is kept.
      </Notice>
    )
  }
  if (status === 'waiting_for_mapillary' || status === 'waiting_for_backup') {
    const title = status === 'waiting_for_backup' ? 'Originals cannot be stored now' : 'Mapillary does not answer now'
    return (
      <Notice tone="warning" title={title}>
        {reason}
        {waitingUntil && (
          <p>
            Next try <Countdown until={waitingUntil} over="now" />.
          </p>
        )}
      </Notice>
    )
  }
  if (!reason) return null
  return <Notice tone={status === 'failed' ? 'danger' : 'info'}>{reason}</Notice>
}

function took({ startedAt, finishedAt }: ImportProgress): string | null {
  if (!startedAt || !finishedAt) return null
  return formatDuration(new Date(finishedAt).getTime() - new Date(startedAt).getTime())
}
