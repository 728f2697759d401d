import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { ListedImport } from '@/lib/imports/progress/list-imports'
import { StateBadge } from './state-badge'

export function ImportList({ imports }: { imports: ListedImport[] }) {
  return (
    <ul className="grid grid-cols-1 gap-3">
      {imports.map((listed) => (
        <li key={listed.id}>
          <Card className="relative grid gap-3 p-4 transition-shadow hover:shadow-raised sm:p-5">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
              <div className="grid gap-0.5">
                <h2 className="line-clamp-3 font-semibold">
                  <Link href={`/imports/${listed.id}`} className="after:absolute after:inset-0 after:rounded-card">
                    <bdi>{listed.sequenceName}</bdi>
                  </Link>
                </h2>
                <p className="text-ink-muted text-sm">
                  Asked for <TimeAgo moment={listed.requestedAt.toISOString()} />
                </p>
              </div>
              <div className="flex flex-wrap gap-1.5">
                {listed.kind === 'sync' && <Badge>Changes from Mapillary</Badge>}
                <StateBadge state={listed.state} />
              </div>
            </div>
            <Progress
              label={`Import of ${listed.sequenceName}`}
              done={percentOf(listed)}
              total={100}
              isQuiet={listed.state === 'cancelled' || listed.state === 'failed'}
            />
            <p className="text-ink-muted text-sm [overflow-wrap:anywhere]">
              {listed.photoTotal === null
                ? 'The sequence was not read yet'
                : `${percentOf(listed)} % done, ${formatCount(listed.originalsDone)} of ${formatPlural(listed.photoTotal, 'original')} in the backup`}
              {listed.errorTotal > 0 && (
                <span className="text-danger"> · {formatPlural(listed.errorTotal, 'error')}</span>
              )}
              {listed.reason && <> · {listed.reason}</>}
            </p>
          </Card>
        </li>
      ))}
    </ul>
  )
}

/** The number that the page of the import shows too. */
function percentOf({ percentDone, state }: ListedImport): number {
  return percentDone ?? (state === 'completed' ? 100 : 0)
}
