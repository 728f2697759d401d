import { useEffect, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { searchAround } from '@/components/map/tools/search-place'
import { PhotoCard } from '@/components/photos/photo-card'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Skeleton } from '@/components/ui/skeleton'
import { formatPlural } from '@/lib/format/number'
import type { LngLat } from '@/lib/geo/lng-lat'
import { MAX_TILE_ZOOM } from '@/lib/geo/tile'
import type { PhotoFeature } from '@/lib/photos/types'
import { changed, pathWith } from '@/lib/search/search-url'
import { MapCard } from './map-card'

const SPOT_DEGREES = 0.000_01 // about a metre: the place itself, as exact as a tile tells it
const GATHERED_DEGREES = 360 / 2 ** (MAX_TILE_ZOOM + 7) // the square that one point stands for (lib/tiles/filtered-tile.ts)
const PAGE_SIZE = 24

type Page = { features: PhotoFeature[]; links: { next: string | null } }

/** Photos that lie on one spot, which no zoom can take apart: the first of them, page by page, and the way to the list of all. */
export function StackCard({
  lngLat,
  count,
  isGathered,
  search,
  onClose,
}: {
  lngLat: LngLat
  count: number
  isGathered: boolean
  search: URLSearchParams
  onClose: () => void
}) {
  const [placed] = useState(() => searchAround(search, lngLat, isGathered ? GATHERED_DEGREES : SPOT_DEGREES))
  const [wanted, setWanted] = useState(() => pathWith('/api/v1/photos', changed(placed, { limit: PAGE_SIZE })))
  const [pages, setPages] = useState<{ url: string; page: Page }[]>([])
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isWanted = true
    apiFetch(wanted, 'PhotoPage').then(({ answer: page }) => {
      if (!isWanted) return
      if (page) setPages((earlier) => [...earlier.filter(({ url }) => url !== wanted), { url: wanted, page }])
      else setHasFailed(true)
    })
    return () => {
      isWanted = false
    }
  }, [wanted])

  const next = pages.at(-1)?.page.links.next
  return (
    <MapCard
      label="Photos on one spot"
      title={isGathered ? `About ${formatPlural(count, 'photo')} here` : `${formatPlural(count, 'photo')} on this spot`}
      onClose={onClose}
    >
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
        {hasFailed && <p className="py-2 text-danger text-sm">They cannot be shown now. Close this and try again.</p>}
        {pages.length === 0 && !hasFailed && <Skeleton className="h-40" />}
        <ul className="grid grid-cols-2 gap-3">
          {pages
            .flatMap(({ page }) => page.features)
            .map((photo) => (
              <PhotoCard key={photo.id} photo={photo} search={search} />
            ))}
        </ul>
        {next && (
          <div className="mt-4 grid grid-cols-2 gap-2">
            <Button size="small" onClick={() => setWanted(relative(next))}>
              More
            </Button>
            <LinkButton size="small" href={pathWith('/photos', placed)} prefetch={false}>
              Show as list
            </LinkButton>
          </div>
        )}
      </div>
    </MapCard>
  )
}

/** Links of the API name the public address, which need not be the one in this browser. */
function relative(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
