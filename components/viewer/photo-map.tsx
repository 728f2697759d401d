'use client'

import { useEffect, useRef, useState } from 'react'
import { z } from 'zod'
import { LineMap } from '@/components/map/line-map'
import type { LngLat } from '@/lib/mapillary/types'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

const place = z.tuple([z.number(), z.number()]).rest(z.number())
const SequenceAnswer = z.object({ geometry: z.object({ coordinates: z.array(place) }).nullable() })
const PhotosAnswer = z.object({ features: z.array(z.object({ id: z.string() })) })

/** Where the photo lies on its path, and where one looks. The map is fetched when it comes into sight. */
export function PhotoMap({
  photo,
  heading,
  styleUrl,
  onGo,
}: {
  photo: PhotoDetailsFeature
  heading: number | null
  styleUrl: string | undefined
  onGo: (photoId: string) => void
}) {
  const frame = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  const [line, setLine] = useState<LngLat[] | null>(null)
  const lngLat = photo.geometry?.coordinates
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
    if (!isSeen) return
    let isStale = false
    getJson(`/api/v1/sequences/${sequenceId}`, SequenceAnswer)
      .then(({ geometry }) => geometry?.coordinates.map(([lng, lat]): LngLat => [lng, lat]) ?? [])
      .catch(() => []) // the place of the photo is shown without its path
      .then((path) => !isStale && setLine(path))
    return () => {
      isStale = true
    }
  }, [isSeen, sequenceId])

  async function goNear([lng, lat]: LngLat) {
    const near = `near=${lng.toFixed(7)},${lat.toFixed(7)}&radius=1000&sequence=${sequenceId}&limit=1`
    const answer = await getJson(`/api/v1/photos?${near}`, PhotosAnswer).catch(() => null)
    const [nearest] = answer?.features ?? []
    if (nearest) onGo(nearest.id)
  }

  return (
    <div ref={frame} className="relative h-56 overflow-hidden rounded-card border bg-sunken">
      {!lngLat ? (
        <p className="grid size-full place-items-center px-6 text-center text-ink-muted text-sm">
          This photo has no usable position.
        </p>
      ) : (
        isSeen &&
        line && (
          <LineMap styleUrl={styleUrl} line={line} current={{ lngLat, heading }} onPick={(picked) => goNear(picked)} />
        )
      )}
    </div>
  )
}

async function getJson<T>(url: string, answer: z.ZodType<T>): Promise<T> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return answer.parse(await response.json())
}
