'use client'

import { LoaderCircle, RefreshCw } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState, useTransition } from 'react'
import { type ApiResult, apiFetch } from '@/components/api-fetch'
import { MoveHere } from '@/components/imports/move-here'
import { LoginLink } from '@/components/shell/login-link'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Dialog, DialogFoot } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { SequenceChanges } from '@/lib/imports/sync/check-changes'
import { hasChanges } from './has-changes'

/** Shows the owner what has changed on Mapillary, and brings it in when told to. */
export function SequenceChangesDialog({ sequenceId }: { sequenceId: string }) {
  const router = useRouter()
  const [comparison, setComparison] = useState<ApiResult<'SequenceChanges'> | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [isApplying, startApplying] = useTransition()
  const path = `/api/v1/sequences/${sequenceId}`

  const check = async () => {
    setComparison(null)
    setRefusal(null)
    setComparison(await apiFetch(`${path}/changes`, 'SequenceChanges'))
  }
  const apply = () =>
    startApplying(async () => {
      const { answer, problem } = await apiFetch(`${path}/sync`, 'RequestedImport', { method: 'POST' })
      if (answer) router.push(`/imports/${answer.importId}`)
      else setRefusal(problem)
    })
  const canApply = comparison?.answer && hasChanges(comparison.answer)

  return (
    <Dialog
      title="Changes on Mapillary"
      description="Nothing changes here before you apply it. Numbers of photos never move."
      className="sm:w-[34rem]!"
      onOpenChange={(isOpen) => void (isOpen && check())}
      trigger={
        <Button>
          <RefreshCw aria-hidden /> Check for changes
        </Button>
      }
    >
      <div aria-live="polite" className="grid grid-cols-1 gap-4">
        {comparison === null ? (
          <p className="flex items-center gap-2.5 py-4 text-ink-muted text-sm">
            <LoaderCircle aria-hidden className="size-4 animate-spin" /> Asking Mapillary…
          </p>
        ) : comparison.answer ? (
          <Changes changes={comparison.answer} />
        ) : (
          <Notice tone="danger" action={comparison.status === 401 ? <LoginLink isAgain /> : null}>
            {comparison.problem}
          </Notice>
        )}
        {refusal && <Notice tone="danger">{refusal}</Notice>}
      </div>
      <DialogFoot cancel={canApply ? 'Not now' : 'Close'}>
        {comparison?.problem && comparison.status !== 401 && <Button onClick={check}>Check again</Button>}
        {canApply && (
          <Button look="primary" disabled={isApplying} onClick={apply}>
            {isApplying ? 'Starting…' : 'Apply'}
          </Button>
        )}
      </DialogFoot>
    </Dialog>
  )
}

function Changes({ changes }: { changes: SequenceChanges }) {
  if (!hasChanges(changes) && changes.moved.total === 0 && changes.elsewhere.length === 0)
    return <Notice>Nothing has changed: all photos are here as they are on Mapillary.</Notice>
  const { added, changed, back, gone, moved, elsewhere, incomplete } = changes
  const inOthers = elsewhere.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      {changes.isGone && <Notice tone="warning">Mapillary no longer has this sequence.</Notice>}
      {changes.private && (
        <Notice tone="warning">
          {changes.private.now
            ? 'The sequence is private on Mapillary now: after applying, only you see it here.'
            : 'The sequence is no longer private on Mapillary: after applying, everybody sees it here.'}
        </Notice>
      )}
      <ul className="grid grid-cols-1 divide-y divide-line">
        <Group title={formatPlural(added.total, 'new photo')} total={added.total} hint="They get the next numbers.">
          {added.photos.map(({ n }) => (
            <Badge key={n} tone="accent">
              {formatCount(n)}
            </Badge>
          ))}
        </Group>
        <Group
          title={formatPlural(changed.total, 'changed photo')}
          total={changed.total}
          hint="Their data is fetched again; the original stays the one in the backup."
        >
          {changed.photos.map(({ id, n, facts }) => (
            <PhotoLink key={id} id={id} title={`Changed: ${facts.join(', ')}`}>
              {formatCount(n)} · {facts.join(', ')}
            </PhotoLink>
          ))}
        </Group>
        <Group
          title={`${formatPlural(back.total, 'photo')} on Mapillary again`}
          total={back.total}
          hint="They had been removed there."
        >
          {back.photos.map(({ id, n }) => (
            <PhotoLink key={id} id={id}>
              {formatCount(n)}
            </PhotoLink>
          ))}
        </Group>
        <Group
          title={`${formatPlural(gone.total, 'photo')} no longer on Mapillary`}
          total={gone.total}
          hint="Here they stay, with their original, marks and tags, and say that they are gone there."
        >
          {gone.photos.map(({ id, n }) => (
            <PhotoLink key={id} id={id} tone="warning">
              {formatCount(n)}
            </PhotoLink>
          ))}
        </Group>
        <Group
          title={`${formatPlural(moved.total, 'photo')} in another sequence on Mapillary now`}
          total={moved.total}
          hint="Here they stay. To have them there too, import that sequence and choose to move them."
        >
          {moved.photos.map(({ id, n, mapillarySequenceKey }) => (
            <PhotoLink key={id} id={id} title={`On Mapillary in ${mapillarySequenceKey}`}>
              {formatCount(n)}
            </PhotoLink>
          ))}
        </Group>
        <Group
          title={`${formatPlural(inOthers, 'photo')} of it in other sequences here`}
          total={elsewhere.length}
          hint="Mapillary has them in this sequence now."
        >
          {elsewhere.map(({ sequenceId, count }) => (
            <Link key={sequenceId} href={`/sequences/${sequenceId}`} prefetch={false} className="text-link text-sm">
              {formatPlural(count, 'photo')} in sequence {sequenceId}
            </Link>
          ))}
        </Group>
        <Group
          title={`${formatPlural(incomplete.total, 'photo')} not complete yet`}
          total={incomplete.total}
          hint="What an earlier import could not bring in is tried again."
        >
          {incomplete.photos.map(({ id, n }) => (
            <Badge key={id}>{formatCount(n)}</Badge>
          ))}
        </Group>
      </ul>
      {elsewhere.length > 0 && <MoveHere sequence={{ sequenceId: changes.sequenceId }} />}
    </>
  )
}

function Group({
  title,
  total,
  hint,
  children,
}: {
  title: string
  total: number
  hint: string
  children: ReactNode[]
}) {
  if (total === 0) return null
  return (
    <li className="grid gap-2 py-3 first:pt-0 last:pb-0">
      <p className="font-semibold text-sm">{title}</p>
      <p className="text-ink-muted text-sm">{hint}</p>
      <div className="flex max-h-32 flex-wrap gap-1.5 overflow-y-auto p-0.5">
        {children}
        {total > children.length && (
          <span className="self-center text-ink-faint text-xs">and {formatCount(total - children.length)} more</span>
        )}
      </div>
    </li>
  )
}

function PhotoLink({
  id,
  title,
  tone = 'neutral',
  children,
}: {
  id: string
  title?: string
  tone?: 'neutral' | 'warning'
  children: ReactNode
}) {
  return (
    <Link
      href={`/photos/${id}`}
      prefetch={false}
      className="rounded-full hover:brightness-95"
      {...(title && { title })}
    >
      <Badge tone={tone}>
        <span className="sr-only">Photo </span>
        {children}
      </Badge>
    </Link>
  )
}
