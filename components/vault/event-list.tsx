import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { LinkButton } from '@/components/ui/link-button'
import { TimeAgo } from '@/components/ui/time-ago'
import { formatPlural } from '@/lib/format/number'
import { describeEvent } from '@/lib/vault/events/describe-event'
import type { EventPage } from '@/lib/vault/events/list-events'

/** What was found of originals and what was done, the latest first; for their owner. `unread`: originals that were never read again. */
export function EventList({ page: { events, nextCursor }, unread }: { page: EventPage; unread: number }) {
  return (
    <section aria-labelledby="vault-events" className="grid gap-3">
      <h2 id="vault-events" className="font-semibold">
        What happened
      </h2>
      {events.length === 0 ? (
        <p className="text-ink-muted text-sm">
          Nothing: no original and no public picture was ever found to be wrong.
          {unread > 0 && ` ${formatPlural(unread, 'original')} not read again yet.`}
        </p>
      ) : (
        <Card>
          <ol className="divide-y divide-line">
            {events.map((event) => (
              <li key={event.id} className="grid gap-1 p-4 text-sm">
                <span className="flex flex-wrap justify-between gap-x-4">
                  <Link href={`/photos/${event.photoId}`} className="text-link font-[550]">
                    Photo {event.n} of <bdi>{event.sequenceName}</bdi>
                  </Link>
                  <span className="text-ink-muted">
                    <TimeAgo moment={event.happenedAt} />
                  </span>
                </span>
                <span>{describeEvent(event)}</span>
              </li>
            ))}
          </ol>
        </Card>
      )}
      {nextCursor && (
        <nav aria-label="More events" className="flex justify-center">
          <LinkButton href={`/vault?cursor=${nextCursor}`}>Older events</LinkButton>
        </nav>
      )}
    </section>
  )
}
