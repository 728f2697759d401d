'use client'

import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { ElevationChart } from '@/components/sequences/elevation-chart'
import type { ElevationProfile } from '@/lib/geo/elevation-profile'
import { nearestByNumber } from '@/lib/sequences/numbered'

type Known = { sequenceId: string; profile: ElevationProfile | null; problem: string | null }

/** The altitude along the sequence, to go to a place of it. */
export default function AltitudeBar({
  sequenceId,
  current,
  onGo,
}: {
  sequenceId: string
  current: { id: string; n: number }
  onGo: (photoId: string) => void
}) {
  const [known, setKnown] = useState<Known | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  useEffect(() => {
    let isStale = false
    apiFetch(`/api/v1/sequences/${sequenceId}/profile`, 'SequenceProfile').then(({ answer, problem }) => {
      if (!isStale) setKnown({ sequenceId, profile: answer?.profile ?? null, problem })
    })
    return () => {
      isStale = true
    }
  }, [sequenceId])

  if (known?.sequenceId !== sequenceId) return <div className="h-36 animate-pulse bg-sunken" />
  const { profile, problem } = known
  if (!profile) {
    return (
      <p className="grid h-16 place-items-center bg-surface px-4 text-ink-muted text-sm">
        {problem ?? 'Mapillary gave no altitude for these photos.'}
      </p>
    )
  }
  const here = nearestByNumber(profile.points, current.n)
  return (
    <div className="bg-surface px-3 pt-7 pb-3">
      <ElevationChart
        profile={profile}
        current={pointed ?? here}
        onCurrent={setPointed}
        onOpen={(index) => {
          const point = profile.points[index]
          if (point) onGo(point.id)
        }}
        size="low"
      />
    </div>
  )
}
