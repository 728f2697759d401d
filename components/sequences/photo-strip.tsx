'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { imagePath, imageSrcSet, photoPath } from '@/lib/photos/paths'
import { numberAt, placeOf } from '@/lib/sequences/numbered'
import type { SequenceOutline } from '@/lib/sequences/outline-sequence'
import { usePhotoIds } from './use-photo-ids'

const WIDTH = 176
const GAP = 8

/** All photos of a sequence in a row; only those in sight are drawn and asked for. The one numbered `current` is marked and scrolled to. */
export function PhotoStrip({
  sequenceId,
  outline: { runs, first },
  current,
  onCurrent,
  isFollowing,
}: {
  sequenceId: string
  outline: Pick<SequenceOutline, 'runs' | 'first'>
  current: number | null
  onCurrent: (n: number | null) => void
  isFollowing: boolean // whether `current` was set elsewhere, so that the strip has to move
}) {
  const total = placeOf(runs, Number.POSITIVE_INFINITY)
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => WIDTH + GAP,
    overscan: 4,
    initialRect: { width: 1200, height: 120 }, // the first thumbnails are in the server's answer already
  })

  useEffect(() => {
    if (isFollowing && current !== null) virtualizer.scrollToIndex(placeOf(runs, current), { align: 'center' })
  }, [isFollowing, current, virtualizer, runs])

  const items = virtualizer.getVirtualItems().flatMap(({ index, start }) => {
    const n = numberAt(runs, index)
    return n === undefined ? [] : [{ index, start, n }]
  })
  const fetched = usePhotoIds(
    sequenceId,
    items.map(({ n }) => n),
  )
  const idOf = (n: number) => fetched.get(n) ?? first.find((photo) => photo.n === n)?.id

  return (
    <div ref={scroller} className="overflow-x-auto pt-1 pb-3">
      <ul
        aria-label="Photos of the sequence"
        className="relative h-[132px]"
        style={{ width: virtualizer.getTotalSize() }}
      >
        {items.map(({ index, start, n }) => (
          <li
            key={n}
            aria-setsize={total}
            aria-posinset={index + 1}
            className="absolute top-0 left-0 h-[132px] rounded-xl bg-sunken"
            style={{ transform: `translateX(${start}px)`, width: WIDTH }}
          >
            <StripPhoto id={idOf(n)} n={n} isCurrent={n === current} onCurrent={onCurrent} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function StripPhoto({
  id,
  n,
  isCurrent,
  onCurrent,
}: {
  id: string | undefined // undefined: not here yet
  n: number
  isCurrent: boolean
  onCurrent: (n: number | null) => void
}) {
  if (id === undefined) return null
  return (
    <Link
      href={photoPath(id)}
      prefetch={false}
      onMouseEnter={() => onCurrent(n)}
      onMouseLeave={() => onCurrent(null)}
      onFocus={() => onCurrent(n)}
      onBlur={() => onCurrent(null)}
      className={classNames(
        'relative block h-full overflow-hidden rounded-xl -outline-offset-2',
        isCurrent && 'after:absolute after:inset-0 after:rounded-xl after:ring-3 after:ring-accent after:ring-inset',
      )}
    >
      {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
      <img
        src={imagePath(id, 320)}
        srcSet={imageSrcSet(id, [320, 640])}
        sizes={`${WIDTH}px`}
        alt={`Number ${n}`}
        loading="lazy"
        decoding="async"
        className="size-full object-cover"
      />
      <span
        aria-hidden="true"
        className="absolute bottom-1.5 left-1.5 rounded-md bg-surface/85 px-1.5 font-[550] text-[0.6875rem] leading-5"
      >
        {n}
      </span>
    </Link>
  )
}
