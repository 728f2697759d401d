import { CloudOff, EyeOff, Lock } from 'lucide-react'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { formatDateTime } from '@/lib/format/date'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

/** Which photo of which sequence this is, and why nobody else sees it if it is not public. */
export function PhotoHeading({ properties }: { properties: PhotoDetailsFeature['properties'] }) {
  return (
    <div className="grid gap-1.5">
      <p className="eyebrow">
        <Link href={`/sequences/${properties.sequence.id}`} prefetch={false} className="hover:text-ink">
          Photo {properties.n} of {properties.total}
        </Link>
      </p>
      <h1 className="line-clamp-3 font-[680] text-xl leading-snug">
        <Link
          href={`/sequences/${properties.sequence.id}`}
          prefetch={false}
          className="underline decoration-line-strong underline-offset-4 hover:text-accent"
        >
          <bdi>{properties.sequence.name}</bdi>
        </Link>
      </h1>
      <p className="text-ink-muted text-sm">{formatDateTime(properties.capturedAt, properties.timeZone)}</p>
      {properties.goneAt !== null && (
        <p className="mt-1">
          <Badge title="It stays here, with its original, marks and tags">
            <CloudOff aria-hidden /> No longer on Mapillary
          </Badge>
        </p>
      )}
      {!properties.public && (
        <p className="mt-1">
          {properties.private ? (
            <Badge>
              <Lock aria-hidden /> Private: only you see it
            </Badge>
          ) : (
            <Badge tone="warning">
              <EyeOff aria-hidden /> {properties.hidden ? 'Hidden' : 'Not public'}
              {properties.isOwner ? ': only you see it' : ': you see it as a moderator'}
            </Badge>
          )}
        </p>
      )}
    </div>
  )
}
