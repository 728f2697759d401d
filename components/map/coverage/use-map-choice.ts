import type { Map as MapLibreMap } from 'maplibre-gl'
import { useRouter } from 'next/navigation'
import { type RefObject, useState } from 'react'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { goNearer, visibleMiddle } from '@/components/map/base/visible-part'
import type { Chosen } from '@/components/map/cards/chosen-card'
import type { PhotoOnMap } from '@/components/map/cards/photo-on-map'
import { useShownPhoto } from '@/components/search/shown-photo'
import { toast } from '@/components/ui/toast'
import { photoPath } from '@/lib/photos/paths'
import { pathWith } from '@/lib/search/search-url'
import { photoAt } from './features-at'
import { PHOTOS_FROM_ZOOM } from './photo-layers'

const KEYBOARD_REACH = 60 // pixels around the middle

/** What people point at on the map, and what they choose there: a photo, a sequence, or many photos on one spot. */
export function useMapChoice(
  map: RefObject<MapLibreMap | null>,
  { search, isFiltered, sheet }: { search: URLSearchParams; isFiltered: boolean; sheet: SheetHeight },
) {
  const router = useRouter()
  const { show } = useShownPhoto()
  const [pointed, setPointed] = useState<PhotoOnMap | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)

  const point = (photo: PhotoOnMap | null) => {
    if (photo?.id === pointed?.id) return
    setPointed(photo)
    show(photo?.id ?? null)
  }
  const choosePhoto = (photo: PhotoOnMap, isShownFirst: boolean) => {
    const { id, lngLat, stacked, isGathered } = photo
    point(null)
    if (stacked > 1 && map.current && goNearer(map.current, lngLat, sheet)) return
    if (stacked > 1) return setChosen({ kind: 'stack', lngLat, count: stacked, isGathered })
    if (isShownFirst) return setChosen({ kind: 'photo', id })
    router.push(pathWith(photoPath(id), search))
  }
  const chooseInMiddle = (current: MapLibreMap) => {
    const photo = photoAt(current, current.project(visibleMiddle(current)), KEYBOARD_REACH)
    if (photo) return choosePhoto(photo, true)
    const isTooFar = !isFiltered && current.getZoom() < PHOTOS_FROM_ZOOM
    toast(isTooFar ? 'Photos are drawn from nearer: zoom in' : 'No photo here', { id: 'no-photo' })
  }
  return {
    pointed,
    chosen,
    point,
    choosePhoto,
    chooseInMiddle,
    chooseSequence: (id: string) => setChosen({ kind: 'sequence', id }),
    chooseNothing: () => setChosen(null),
    close: () => {
      setChosen(null)
      map.current?.getCanvas().focus({ preventScroll: true })
    },
  }
}
