'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { classNames } from '@/components/ui/class-names'
import { useAfterPaint } from '@/components/viewer/picture/use-after-paint'
import { imagePath, photoPath } from '@/lib/photos/paths'

const WIDTH = 128
const GAP = 6
const WINDOW = 100 // photos that are asked for at once

type Known = { sequenceId: string; ids: Map<number, string> }

/** Thumbnails of a whole sequence; only those in sight are drawn, and only the windows around them are asked for. */
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
  const asked = useRef(new Set<string>())
  const [known, setKnown] = useState<Known>({ sequenceId, ids: new Map() })
  if (known.sequenceId !== sequenceId) setKnown({ sequenceId, ids: new Map() })
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
  const windows = [...new Set(items.map(({ index }) => Math.floor(index / WINDOW)))].join(',')
  useEffect(() => {
    for (const window of windows.split(',').filter(Boolean).map(Number)) {
      const url = `/api/v1/sequences/${sequenceId}/photos?first=${window * WINDOW + 1}&count=${WINDOW}`
      if (asked.current.has(url)) continue
      asked.current.add(url)
      apiFetch(url, 'SequencePhotoIds').then(({ answer }) => {
        if (!answer) return void asked.current.delete(url)
        setKnown((before) => {
          if (before.sequenceId !== sequenceId) return before
          return {
            sequenceId,
            ids: new Map([...before.ids, ...answer.photos.map(({ id, n }): [number, string] => [n, id])]),
          }
        })
      })
    }
    // Another sequence starts anew.
    const { current } = asked
    return () => {
      for (const url of current) if (!url.startsWith(`/api/v1/sequences/${sequenceId}/`)) current.delete(url)
    }
  }, [sequenceId, windows])

  return (
    <div ref={scroller} className="overflow-x-auto overflow-y-hidden bg-surface px-2 pb-2" data-photo-bar>
      <ul aria-label="Photos of the sequence" className="relative h-20" style={{ width: virtualizer.getTotalSize() }}>
        {items.map(({ index, start }) => {
          const n = index + 1
          const id = n === current.n ? current.id : known.ids.get(n)
          return (
            <li
              key={n}
              aria-setsize={total}
              aria-posinset={n}
              className="absolute top-0 left-0 h-20 overflow-hidden rounded-lg bg-sunken"
              style={{ transform: `translateX(${start}px)`, width: WIDTH }}
            >
              {id && (
                <a
                  href={photoPath(id)}
                  aria-current={n === current.n ? 'true' : undefined}
                  className={classNames(
                    'block size-full -outline-offset-2',
                    n === current.n &&
                      'after:absolute after:inset-0 after:rounded-lg after:ring-3 after:ring-accent after:ring-inset',
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
              )}
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
