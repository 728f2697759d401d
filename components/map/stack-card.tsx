import { useEffect, useState } from 'react'
import { PhotoCard } from '@/components/photos/photo-card'
import { Button } from '@/components/ui/button'
import { Skeleton } from '@/components/ui/skeleton'
import { formatPlural } from '@/lib/format/number'
import type { LngLat } from '@/lib/mapillary/types'
import { changed, pathWith } from '@/lib/photos/search-url'
import type { PhotoFeature } from '@/lib/photos/types'
import { MapCard } from './map-card'

const AROUND_DEGREES = 0.000_01 // about a metre: the place itself, as exact as a tile tells it
const PAGE_SIZE = 24

type Page = { features: PhotoFeature[]; links: { next: string | null } }

/** Photos that lie on one spot, which no zoom can take apart: a list of them, page by page. */
export function StackCard({
  lngLat: [lng, lat],
  count,
  search,
  onClose,
}: {
  lngLat: LngLat
  count: number
  search: URLSearchParams
  onClose: () => void
}) {
  const [first] = useState(() => pathWith('/api/v1/photos', placed(search, lng, lat)))
  const [wanted, setWanted] = useState(first)
  const [pages, setPages] = useState<{ url: string; page: Page }[]>([])
  const [hasFailed, setHasFailed] = useState(false)
  useEffect(() => {
    let isWanted = true
    fetch(wanted)
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
      .then((page: Page) => {
        if (isWanted) setPages((earlier) => [...earlier.filter(({ url }) => url !== wanted), { url: wanted, page }])
      })
      .catch(() => isWanted && setHasFailed(true))
    return () => {
      isWanted = false
    }
  }, [wanted])

  const next = pages.at(-1)?.page.links.next
  return (
    <MapCard label="Photos on one spot" title={`${formatPlural(count, 'photo')} on this spot`} onClose={onClose}>
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
          <Button size="small" className="mt-4 w-full" onClick={() => setWanted(relative(next))}>
            More
          </Button>
        )}
      </div>
    </MapCard>
  )
}

function placed(search: URLSearchParams, lng: number, lat: number): URLSearchParams {
  const box = [lng - AROUND_DEGREES, lat - AROUND_DEGREES, lng + AROUND_DEGREES, lat + AROUND_DEGREES]
  return changed(search, { bbox: box.map((degrees) => degrees.toFixed(6)).join(','), limit: PAGE_SIZE })
}

/** Links of the API name the public address, which need not be the one in this browser. */
function relative(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
