'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { imagePath } from '@/lib/photos/paths'

const WIDTH = 176
const GAP = 8

/** All photos of a sequence in a row; only those in sight are drawn. The one at `current` is marked and scrolled to. */
export function PhotoStrip({
  photos,
  current,
  onCurrent,
  isFollowing,
}: {
  photos: { id: string; n: number }[]
  current: number | null
  onCurrent: (index: number | null) => void
  isFollowing: boolean // whether `current` was set elsewhere, so that the strip has to move
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: photos.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => WIDTH + GAP,
    overscan: 4,
    initialRect: { width: 1200, height: 120 }, // the first thumbnails are in the server's answer already
  })

  useEffect(() => {
    if (isFollowing && current !== null) virtualizer.scrollToIndex(current, { align: 'center' })
  }, [isFollowing, current, virtualizer])

  return (
    <div ref={scroller} className="overflow-x-auto pt-1 pb-3">
      <ul
        aria-label="Photos of the sequence"
        className="relative h-[132px]"
        style={{ width: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const photo = photos[item.index]
          return (
            photo && (
              <li
                key={photo.id}
                aria-setsize={photos.length}
                aria-posinset={item.index + 1}
                className="absolute top-0 left-0"
                style={{ transform: `translateX(${item.start}px)`, width: WIDTH }}
              >
                <Link
                  href={`/photos/${photo.id}`}
                  prefetch={false}
                  onMouseEnter={() => onCurrent(item.index)}
                  onMouseLeave={() => onCurrent(null)}
                  onFocus={() => onCurrent(item.index)}
                  onBlur={() => onCurrent(null)}
                  className={classNames(
                    'relative block h-[132px] overflow-hidden rounded-xl bg-sunken -outline-offset-2',
                    item.index === current &&
                      'after:absolute after:inset-0 after:rounded-xl after:ring-3 after:ring-accent after:ring-inset',
                  )}
                >
                  {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
                  <img
                    src={imagePath(photo.id, 320)}
                    alt={`Number ${photo.n}`}
                    loading="lazy"
                    decoding="async"
                    className="size-full object-cover"
                  />
                  <span
                    aria-hidden="true"
                    className="absolute bottom-1.5 left-1.5 rounded-md bg-surface/85 px-1.5 font-[550] text-[0.6875rem] leading-5"
                  >
                    {photo.n}
                  </span>
                </Link>
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}
