import { PackageOpen } from 'lucide-react'
import { RefreshWhile } from '@/components/imports/refresh-while'
import { Badge } from '@/components/ui/badge'
import { buttonClasses } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Progress } from '@/components/ui/progress'
import { formatDate } from '@/lib/format/date'
import { formatBytes, formatCount, formatPlural } from '@/lib/format/number'
import { TAKEOUT_DAYS } from '@/lib/model/takeout-states'
import type { Takeout } from '@/lib/takeouts/types'
import { DeleteTakeout } from './delete-takeout'
import { MakeTakeout } from './make-takeout'
import { ShowAll } from './show-all'

/** A person's takeouts: making one, how far it is, its archives, and its end. */
export function Takeouts({
  takeouts,
  total,
  make,
  remove,
}: {
  takeouts: Takeout[] // the newest
  total: number
  make: (input: unknown) => Promise<string | null>
  remove: (id: string) => Promise<string | null>
}) {
  return (
    <Card id="takeouts" className="grid gap-6 p-6">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">Take everything with you</h2>
        <p className="text-ink-muted text-sm">
          All your originals, byte for byte, with their data, as ZIP archives. A download that breaks off goes on where
          it was. Hidden and private photos are in it too. It is kept for {TAKEOUT_DAYS} days.
        </p>
      </div>
      <MakeTakeout make={make} />
      {takeouts.length === 0 ? (
        <EmptyState icon={PackageOpen} title="No takeouts yet" className="py-10!">
          Make one to have all your photos on a disk of your own.
        </EmptyState>
      ) : (
        <ul className="grid divide-y divide-line">
          {takeouts.map((takeout) => (
            <li key={takeout.id} className="grid gap-3 py-4 first:pt-0 last:pb-0">
              <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
                <div className="grid min-w-0 flex-1 basis-56 gap-1.5">
                  <div className="flex flex-wrap items-center gap-2">
                    <span className="font-[550]">{titleOf(takeout)}</span>
                    {takeout.state === 'ended' && <Badge tone="warning">Ended</Badge>}
                  </div>
                  <p className="text-ink-faint text-xs">{describeTakeout(takeout)}</p>
                </div>
                <DeleteTakeout id={takeout.id} remove={remove} />
              </div>
              {takeout.state === 'making' && (
                <Progress label="Originals that were looked at" done={takeout.done} total={takeout.total} />
              )}
              <Archives takeout={takeout} />
            </li>
          ))}
        </ul>
      )}
      <ShowAll name="takeouts" shown={takeouts.length} total={total} />
      <RefreshWhile isActive={takeouts.some(({ state }) => state === 'making')} />
    </Card>
  )
}

function Archives({ takeout: { parts } }: { takeout: Takeout }) {
  if (parts.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-2">
      {parts.map(({ part, bytes, links }) => (
        <li key={part}>
          <a href={links.signedZip ?? ''} download className={buttonClasses({ look: 'secondary', size: 'small' })}>
            {parts.length > 1 ? `Part ${part}` : 'Download'} ({formatBytes(bytes)})
          </a>
        </li>
      ))}
    </ul>
  )
}

function titleOf({ all, sequenceIds }: Takeout): string {
  return all ? 'Everything' : formatPlural(sequenceIds.length, 'sequence')
}

function describeTakeout({ state, reason, done, total, createdAt, expiresAt, bytes }: Takeout): string {
  if (state === 'ended') return reason ?? 'It has ended'
  if (state === 'making') return `${formatCount(done)} of ${formatPlural(total, 'original')} are ready`
  return `${formatPlural(total, 'original')}, ${formatBytes(bytes)} · made ${formatDate(createdAt)} · kept until ${formatDate(expiresAt)}`
}
