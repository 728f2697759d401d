'use client'

import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { LineMap } from '@/components/map/base/line-map'
import { Attribution } from '@/components/ui/attribution'
import { Card } from '@/components/ui/card'
import { Facts } from '@/components/ui/facts'
import { Length } from '@/components/units/units'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import { photoPath } from '@/lib/photos/paths'
import { nearestByNumber } from '@/lib/sequences/numbered'
import type { SequenceOutline } from '@/lib/sequences/outline-sequence'
import { ElevationChart } from './elevation-chart'
import { PhotoStrip } from './photo-strip'

type Current = { n: number; from: 'strip' | 'chart' } | null

/** Map, photos and altitude of one sequence, tied together: what is pointed at in one is marked in all. */
export function SequenceExplorer({
  sequence,
  outline,
  profile,
}: {
  /** The address is that of the first photo on Mapillary; null: Mapillary has ended. */
  sequence: { id: string; username: string; mapillaryUrl: string | null; isGone: boolean; isPrivate: boolean }
  outline: SequenceOutline
  profile: ElevationProfile | null
}) {
  const router = useRouter()
  const [current, setCurrent] = useState<Current>(null)
  const point = (from: NonNullable<Current>['from']) => (n: number | null | undefined) =>
    setCurrent(n === null || n === undefined ? null : { n, from })
  const open = (photoId: string | null | undefined) => photoId && router.push(photoPath(photoId))

  const n = current?.n ?? null
  const { points } = outline
  const line = useMemo(() => points.map(({ lngLat }) => lngLat), [points])
  const marked = n === null ? undefined : points[nearestByNumber(points, n)]
  const pointedAt = useMemo(() => marked && { lngLat: marked.lngLat, heading: marked.compassAngle }, [marked])

  return (
    <div className="grid grid-cols-1 gap-6">
      <Card className="relative h-[22rem] print:hidden overflow-hidden sm:h-[28rem]">
        {points.length > 0 ? (
          <LineMap line={line} photos={points} current={pointedAt} onPick={(_lngLat, photoId) => open(photoId)} />
        ) : (
          <p className="grid size-full place-items-center text-ink-muted text-sm">
            None of these photos has a position.
          </p>
        )}
      </Card>

      <section aria-label="Photos" className="grid grid-cols-1 gap-1">
        <PhotoStrip
          sequenceId={sequence.id}
          outline={outline}
          current={n}
          onCurrent={point('strip')}
          isFollowing={current !== null && current.from !== 'strip'}
        />
        <Attribution
          username={sequence.username}
          url={sequence.mapillaryUrl}
          isGone={sequence.isGone}
          isPrivate={sequence.isPrivate}
          what="images"
        />
      </section>

      <Card className="grid grid-cols-1 gap-6 p-5 sm:p-6">
        <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-4">
          <h2 className="font-semibold text-lg">Altitude</h2>
          {profile && (
            <Facts
              className="gap-x-6!"
              facts={[
                { name: 'Lowest', value: <Length meters={profile.min} isHeight /> },
                { name: 'Highest', value: <Length meters={profile.max} isHeight /> },
                { name: 'Climb', value: <Length meters={profile.climbMeters} isHeight /> },
                { name: 'Descent', value: <Length meters={profile.descentMeters} isHeight /> },
              ]}
            />
          )}
        </div>
        {profile ? (
          <ElevationChart
            profile={profile}
            current={n === null ? null : nearestByNumber(profile.points, n)}
            onCurrent={(index) => point('chart')(index === null ? null : profile.points[index]?.n)}
            onOpen={(chosen) => open(profile.points[chosen]?.id)}
          />
        ) : (
          <p className="text-ink-muted text-sm">Mapillary gave no altitude for these photos.</p>
        )}
      </Card>
    </div>
  )
}
