'use client'

import Link from 'next/link'
import type { CardSequence } from '@/components/sequences/card-sequence'
import { Attribution } from '@/components/ui/attribution'
import { Length } from '@/components/units/units'
import { formatDate } from '@/lib/format/date'
import { formatPlural } from '@/lib/format/number'
import { imagePath } from '@/lib/photos/paths'

/** One sequence beside the map. */
export function SequenceRow({ sequence }: { sequence: Omit<CardSequence, 'sketch'> }) {
  return (
    <li className="relative grid grid-cols-[6.5rem_1fr] gap-3 border-b px-4 py-3 transition-colors hover:bg-sunken/60">
      <div className="aspect-[4/3] overflow-hidden rounded-control bg-sunken">
        {sequence.coverPhotoId !== null && (
          // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
          <img src={imagePath(sequence.coverPhotoId, 320)} alt="" loading="lazy" className="size-full object-cover" />
        )}
      </div>
      <div className="grid min-w-0 content-center gap-0.5">
        <h2 className="line-clamp-2 font-[550] text-sm leading-snug">
          <Link
            href={`/sequences/${sequence.id}`}
            className="after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
          >
            <bdi>{sequence.name}</bdi>
          </Link>
        </h2>
        <p className="text-ink-muted text-xs">
          {formatDate(sequence.capturedAt, sequence.timeZone)}
          <br />
          {formatPlural(sequence.photoCount, 'photo')}, <Length meters={sequence.lengthMeters} />
        </p>
        {sequence.hasCover && (
          <Attribution
            username={sequence.username}
            url={sequence.mapillaryUrl}
            isPrivate={sequence.isPrivate}
            className="relative z-10 w-fit text-[0.6875rem]! leading-tight"
          />
        )}
      </div>
    </li>
  )
}
