'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { usePhotoIds } from '@/components/sequences/use-photo-ids'
import { classNames } from '@/components/ui/class-names'
import { useAfterPaint } from '@/components/viewer/picture/use-after-paint'
import { imagePath, photoPath } from '@/lib/photos/paths'

const WIDTH = 128
const GAP = 6

/** Thumbnails of a whole sequence; only those in sight are drawn, and only the windows around them are fetched. */
export default function PhotoBar({
  sequenceId,
  total,
  current,
  onGo,
}: {
  sequenceId: string
  total: number
  current: { id: string; n: number }
  onGo: (photoId: string) => void
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    horizontal: true,
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => WIDTH + GAP,
    overscan: 4,
    initialOffset: () => Math.max(0, (current.n - 4) * (WIDTH + GAP)),
  })
  const middle = useAfterPaint(current.n)
  useEffect(() => virtualizer.scrollToIndex(middle - 1, { align: 'center' }), [virtualizer, middle])
  const items = virtualizer.getVirtualItems()
  const ids = usePhotoIds(
    sequenceId,
    items.map(({ index }) => index + 1),
  )

  return (
    <div ref={scroller} className="overflow-x-auto overflow-y-hidden bg-surface px-2 pb-2" data-photo-bar>
      <ul aria-label="Photos of the sequence" className="relative h-20" style={{ width: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const n = index + 1
          const isCurrent = n === current.n
          const id = isCurrent ? current.id : ids.get(n)
          return (
            <li
              key={n}
              aria-setsize={total}
              aria-posinset={n}
              className="absolute top-0 left-0 h-20 overflow-hidden rounded-lg bg-sunken"
              style={{ transform: `translateX(${start}px)`, width: WIDTH }}
            >
              {id && <Thumbnail id={id} n={n} isCurrent={isCurrent} onGo={onGo} />}
              <span
                aria-hidden="true"
                className="pointer-events-none absolute bottom-1 left-1 rounded bg-surface/85 px-1 text-[0.6875rem] leading-4"
              >
                {n}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function Thumbnail({
  id,
  n,
  isCurrent,
  onGo,
}: {
  id: string
  n: number
  isCurrent: boolean
  onGo: (photoId: string) => void
}) {
  return (
    <a
      href={photoPath(id)}
      aria-current={isCurrent ? 'true' : undefined}
      className={classNames(
        'block size-full -outline-offset-2',
        isCurrent && 'after:absolute after:inset-0 after:rounded-lg after:ring-3 after:ring-accent after:ring-inset',
      )}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onGo(id)
      }}
    >
      {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
      <img
        src={imagePath(id, 320)}
        alt={`Number ${n}`}
        decoding="async"
        draggable={false}
        className="size-full object-cover"
      />
    </a>
  )
}
