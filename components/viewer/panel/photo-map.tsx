'use client'

import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { useAfterPaint } from '@/components/viewer/picture/use-after-paint'
import type { LngLat } from '@/lib/geo/lng-lat'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const LineMap = lazy(() =>
  import('@/components/map/base/line-map').then(({ LineMap: Component }) => ({ default: Component })),
)

/** The photo on its path, with the direction of view; fills its parent. The map loads when it comes into sight, and follows the picture. */
export function PhotoMap({
  photo: photoNow,
  heading: headingNow,
  isAllowed,
  onGo,
}: {
  photo: PhotoDetailsFeature
  heading: number | null
  isAllowed: boolean // the line is free for it
  onGo: (photoId: string) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  const [line, setLine] = useState<LngLat[] | null>(null)
  const photo = useAfterPaint(photoNow)
  const heading = useAfterPaint(headingNow)
  const lngLat = photo.geometry?.coordinates
  const path = useMemo(() => (line?.length === 0 && lngLat ? [lngLat] : line), [line, lngLat]) // one photo makes no line
  const current = useMemo(() => lngLat && { lngLat, heading }, [lngLat, heading])
  const isWanted = isSeen && isAllowed
  const sequenceId = photo.properties.sequence.id

  useEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting) setSeen(true)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (!isWanted) return
    let isStale = false
    apiFetch(`/api/v1/sequences/${sequenceId}`, 'Sequence').then(({ answer }) => {
      // Without an answer the photo is shown without its path.
      const geometry = answer?.geometry
      if (!isStale)
        setLine(geometry?.type === 'MultiLineString' ? geometry.coordinates.flat() : (geometry?.coordinates ?? []))
    })
    return () => {
      isStale = true
    }
  }, [isWanted, sequenceId])

  async function goNear([lng, lat]: LngLat) {
    const near = `near=${lng.toFixed(7)},${lat.toFixed(7)}&radius=1000&sequence=${sequenceId}&limit=1`
    const { answer } = await apiFetch(`/api/v1/photos?${near}`, 'PhotoPage')
    const [nearest] = answer?.features ?? []
    if (nearest) onGo(nearest.id)
  }

  return (
    <div ref={frame} className="relative size-full bg-sunken">
      {!current ? (
        <p className="grid size-full place-items-center px-3 pt-8 text-center text-ink-muted text-xs sm:text-sm">
          This photo has no usable position.
        </p>
      ) : (
        isWanted &&
        path && (
          <Suspense>
            <LineMap line={path} current={current} onPick={(picked) => goNear(picked)} />
          </Suspense>
        )
      )}
    </div>
  )
}
