import { Images, Route, TrendingUp } from 'lucide-react'
import Link from 'next/link'
import { StateBadge } from '@/components/imports/state-badge'
import { Attribution } from '@/components/ui/attribution'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Length } from '@/components/units/units'
import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { imagePath, imageSrcSet } from '@/lib/photos/paths'
import type { CardSequence } from './card-sequence'
import { Sketch } from './line-sketch'
import { SequenceTags } from './sequence-tags'
import { VisibilityBadge } from './visibility-badge'

/** One sequence of a list: its first photo, its shape, and what it is. */
export function SequenceCard({ sequence }: { sequence: CardSequence }) {
  return (
    <Card className="group relative grid grid-rows-[auto_1fr] overflow-hidden transition-shadow hover:shadow-raised">
      <div className="relative aspect-[16/10] overflow-hidden bg-sunken">
        {sequence.coverPhotoId === null ? (
          <div className="grid size-full place-items-center text-ink-faint text-sm">No photos yet</div>
        ) : (
          // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
          <img
            src={imagePath(sequence.coverPhotoId, 640)}
            srcSet={imageSrcSet(sequence.coverPhotoId, [320, 640, 1024])}
            sizes="(min-width: 1024px) 24rem, (min-width: 640px) 50vw, 100vw"
            alt=""
            loading="lazy"
            className="size-full object-cover transition-transform duration-500 group-hover:scale-[1.02]"
          />
        )}
        <Sketch
          points={sequence.sketch}
          className="absolute right-3 bottom-3 size-14 rounded-xl bg-surface/90 p-1 shadow-raised backdrop-blur"
        />
        <div className="absolute top-3 left-3 flex gap-1.5">
          <VisibilityBadge sequence={sequence} isDeleted={sequence.isDeleted} />
          {sequence.isPano && <Badge className="bg-surface/90! backdrop-blur">360°</Badge>}
        </div>
      </div>
      <div className="grid content-start gap-2 p-4">
        <h2 className="line-clamp-3 font-semibold leading-snug">
          <Link
            href={`/sequences/${sequence.id}`}
            className="after:absolute after:inset-0 after:rounded-card focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent"
          >
            <bdi>{sequence.name}</bdi>
          </Link>
        </h2>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
          <span>{formatDate(sequence.capturedAt, sequence.timeZone)}</span>
          {sequence.transportType && <span>{sequence.transportType}</span>}
          {sequence.latestImport && sequence.latestImport.state !== 'completed' && (
            <Link
              href={`/imports/${sequence.latestImport.id}`}
              className="relative z-10 rounded-full"
              title="See the import"
            >
              <StateBadge state={sequence.latestImport.state} />
            </Link>
          )}
        </p>
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-ink-muted text-sm [&_svg]:size-4 [&_svg]:text-ink-faint">
          <span className="inline-flex items-center gap-1.5">
            <Images aria-hidden /> {formatPlural(sequence.photoCount, 'photo')}
          </span>
          <span className="inline-flex items-center gap-1.5">
            <Route aria-hidden /> <Length meters={sequence.lengthMeters} />
          </span>
          {sequence.climbMeters !== null && (
            <span className="inline-flex items-center gap-1.5" title="Metres uphill, all in all">
              <TrendingUp aria-hidden /> <span className="sr-only">Climb:</span>{' '}
              <Length meters={sequence.climbMeters} isHeight />
            </span>
          )}
        </p>
        <SequenceTags tags={sequence.tags} className="relative z-10 w-fit" />
        {sequence.hasCover && (
          <Attribution
            username={sequence.username}
            url={sequence.mapillaryUrl}
            isPrivate={sequence.isPrivate}
            className="relative z-10 mt-1 w-fit"
          />
        )}
      </div>
    </Card>
  )
}
