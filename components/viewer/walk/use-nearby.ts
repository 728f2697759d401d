import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import type { NearbyPhoto } from '@/lib/photos/choose-nearby'

const RESTED_AFTER_MS = 250 // nothing is requested during a quick walk

/** Photos of other sequences that are one step away. */
export function useNearby(photoId: string): NearbyPhoto[] {
  const [found, setFound] = useState<{ photoId: string; photos: NearbyPhoto[] } | null>(null)
  useEffect(() => {
    let isStale = false
    const timer = setTimeout(async () => {
      const { answer } = await apiFetch(`/api/v1/photos/${photoId}/nearby`, 'NearbyPhotos')
      if (!isStale) setFound({ photoId, photos: answer?.photos ?? [] })
    }, RESTED_AFTER_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [photoId])
  return found?.photoId === photoId ? found.photos : []
}
