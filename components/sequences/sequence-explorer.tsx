'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { LineMap } from '@/components/map/base/line-map'
import { Attribution } from '@/components/ui/attribution'
import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { formatLength } from '@/lib/format/number'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import type { LngLat } from '@/lib/geo/lng-lat'
import { ElevationChart } from './elevation-chart'
import { PhotoStrip } from './photo-strip'

export type ExplorerPhoto = {
  id: string
  n: number
  lngLat: LngLat | null
  compassAngle: number | null
  mapillaryUrl: string | null
  isGone: boolean
}

type Current = { index: number; from: 'strip' | 'chart' } | null

/** Map, photos and altitude of one sequence, tied together: what is pointed at in one is marked in all. */
export function SequenceExplorer({
  username,
  photos,
  profile,
}: {
  username: string
  photos: ExplorerPhoto[]
  profile: ElevationProfile | null
}) {
  const router = useRouter()
  const [current, setCurrent] = useState<Current>(null)
  const point = (from: NonNullable<Current>['from']) => (index: number | null) =>
    setCurrent(index === null ? null : { index, from })
  const open = (photoId: string | undefined) => photoId && router.push(`/photos/${photoId}`)

  const index = current?.index ?? null
  const marked = index === null ? undefined : photos[index]
  const placed = useMemo(() => photos.flatMap(({ id, lngLat }) => (lngLat ? [{ id, lngLat }] : [])), [photos])
  const line = useMemo(() => placed.map(({ lngLat }) => lngLat), [placed])
  const pointedAt = useMemo(
    () => (marked?.lngLat ? { lngLat: marked.lngLat, heading: marked.compassAngle } : undefined),
    [marked],
  )
  const credited = marked ?? photos[0]

  return (
    <div className="grid grid-cols-1 gap-6">
      <Card className="relative h-[22rem] overflow-hidden sm:h-[28rem]">
        {placed.length > 0 ? (
          <LineMap
            line={line}
            photos={placed}
            current={pointedAt}
            onPick={(_lngLat, photoId) => open(photoId ?? undefined)}
          />
        ) : (
          <p className="grid size-full place-items-center text-ink-muted text-sm">
            None of these photos has a position.
          </p>
        )}
      </Card>

      {credited && (
        <section aria-label="Photos" className="grid grid-cols-1 gap-1">
          <PhotoStrip
            photos={photos}
            current={index}
            onCurrent={point('strip')}
            isFollowing={current !== null && current.from !== 'strip'}
          />
          <Attribution
            username={username}
            url={credited.mapillaryUrl}
            isGone={credited.isGone}
            what={marked ? 'image' : 'images'}
          />
        </section>
      )}

      <Card className="grid grid-cols-1 gap-6 p-5 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
          <h2 className="font-semibold text-lg">Altitude</h2>
          {profile && (
            <Facts
              className="gap-x-6!"
              facts={[
                { name: 'Lowest', value: formatLength(profile.min) },
                { name: 'Highest', value: formatLength(profile.max) },
                { name: 'Climb', value: formatLength(profile.climbMeters) },
                { name: 'Descent', value: formatLength(profile.descentMeters) },
              ]}
            />
          )}
        </div>
        {profile ? (
          <ElevationChart
            profile={profile}
            current={index}
            onCurrent={point('chart')}
            onOpen={(chosen) => open(profile.points[chosen]?.id)}
          />
        ) : (
          <p className="text-ink-muted text-sm">Mapillary gave no altitude for these photos.</p>
        )}
      </Card>
    </div>
  )
}
