'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import type { Bounds } from '@/components/map/base/bounds'
import { MapCanvas } from '@/components/map/base/map-canvas'
import type { Palette } from '@/components/map/style/palette'
import { photoPath } from '@/lib/photos/paths'
import { coverageOverlay } from './coverage-overlay'
import { photoAt } from './features-at'
import { PHOTO_LAYERS } from './photo-layers'

/** The public photos of one person; a click on one opens it. */
export function UserMap({ username, extent }: { username: string; extent: Bounds | null }) {
  const router = useRouter()
  const overlay = useCallback(
    (palette: Palette) =>
      coverageOverlay(palette, {
        origin: location.origin,
        query: new URLSearchParams({ user: username }).toString(),
        colouring: 'plain',
        now: 0,
        selectedId: null,
        listed: [],
        place: [],
      }),
    [username],
  )
  return (
    <MapCanvas
      label={`Map of the photos of ${username}`}
      overlay={overlay}
      camera={{ bounds: extent }}
      events={{
        onClick: ({ target, point }) => {
          const photo = photoAt(target, point)
          if (photo) router.push(photoPath(photo.id))
        },
        onPoint: ({ target, point }) => {
          target.getCanvas().style.cursor = photoAt(target, point) ? 'pointer' : ''
        },
      }}
      counted={{ photo: PHOTO_LAYERS }}
    />
  )
}
