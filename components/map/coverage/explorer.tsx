'use client'

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { type Bounds, boundsAround, inOnePiece } from '@/components/map/base/bounds'
import { MapButtons } from '@/components/map/base/map-buttons'
import {
  fitBounds,
  goNearer,
  goToPlace,
  padding,
  startBounds,
  visibleBounds,
  visibleMiddle,
} from '@/components/map/base/visible-part'
import { type Chosen, ChosenCard } from '@/components/map/cards/chosen-card'
import { PhotoPreview } from '@/components/map/cards/photo-preview'
import { Sheet, type SheetHeight } from '@/components/map/cards/sheet'
import { useAreaDrawing } from '@/components/map/tools/use-area-drawing'
import { type MapTools, MapToolsProvider } from '@/components/search/map-tools'
import { useSearch } from '@/components/search/search-context'
import { useShownPhoto } from '@/components/search/shown-photo'
import { classNames } from '@/components/ui/class-names'
import { toast } from '@/components/ui/toast'
import type { LngLat } from '@/lib/geo/lng-lat'
import { viewBbox } from '@/lib/geo/view-bbox'
import { photoPath } from '@/lib/photos/paths'
import { changed, narrowing, pathWith, searchOf } from '@/lib/search/search-url'
import { ColourControl, Legend } from './colour-control'
import { type Colouring, parseColouring } from './colouring'
import { CoverageMap } from './coverage-map'
import { PHOTOS_FROM_ZOOM } from './coverage-overlay'
import { type PhotoOnMap, photoAt } from './features-at'
import { useFreshMap } from './use-fresh-map'
import { useViewSearch } from './use-view-search'

const KEYBOARD_REACH = 60 // pixels around the middle

export type ListedPhoto = { id: string; lngLat: LngLat | null }

/** The home page: the map, and beside it the search and its result (a sheet at the lower edge on small screens). */
export function Explorer({
  extent,
  styleUrl,
  darkStyleUrl,
  version,
  isRefused,
  found,
  listed,
  controls,
  head,
  isOpenAtFirst,
  children,
}: {
  extent: Bounds | null
  styleUrl: string | undefined
  darkStyleUrl: string | undefined
  /** Of the public map. */
  version: number
  /** The search has no answer: the map does not ask for it either. */
  isRefused: boolean
  /** Around all that the search finds; null: unknown. */
  found: Bounds | null
  /** The photos of the list. */
  listed: ListedPhoto[]
  controls: ReactNode
  head: ReactNode
  /** On small screens: half of the list at once, not its head alone. */
  isOpenAtFirst: boolean
  children: ReactNode
}) {
  const router = useRouter()
  const address = useSearchParams()
  const { params, go } = useSearch()
  const { shownId, show } = useShownPhoto()
  useFreshMap(version)
  const map = useRef<MapLibreMap>(null)
  const [sheet, setSheet] = useState<SheetHeight>(isOpenAtFirst ? 'half' : 'peek')
  const view = useViewSearch(map, sheet)
  const drawing = useAreaDrawing(map, (area) => go(changed(params, { area, bbox: null, near: null, radius: null })))
  const [isSupported, setIsSupported] = useState(true)
  const [pointed, setPointed] = useState<PhotoOnMap | null>(null)
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [place, setPlace] = useState<LngLat | null>(null) // that was looked up
  const colouring = parseColouring(address.get('colour'))
  const query = isRefused ? '' : narrowing(address).toString()
  const searchText = isRefused ? '' : searchOf(address).toString()
  const search = useMemo(() => new URLSearchParams(searchText), [searchText])
  const places = useMemo(() => listed.flatMap(({ lngLat }) => (lngLat ? [lngLat] : [])), [listed])
  const result = query === '' ? null : (found ?? boundsAround(inOnePiece(places)))
  const [start] = useState(() => startBounds({ search, found: result, extent }))
  const marked = shownId === pointed?.id ? null : listed.find(({ id }) => id === shownId)?.lngLat

  const tools: MapTools = {
    view: () => map.current && viewBbox(visibleBounds(map.current, sheet)),
    goTo: (lngLat) => {
      setPlace(lngLat)
      if (map.current) goToPlace(map.current, lngLat, sheet)
    },
    draw: (how) => {
      setSheet('peek') // room to draw
      drawing.start(how)
    },
    isFollowing: view.isFollowing,
    follow: view.follow,
  }
  const choose = (photo: PhotoOnMap, isShownFirst: boolean) => {
    const { lngLat, stacked, isGathered } = photo
    point(null)
    if (stacked > 1 && map.current && goNearer(map.current, lngLat, sheet)) return
    if (stacked > 1) return setChosen({ kind: 'stack', lngLat, count: stacked, isGathered })
    if (isShownFirst) return setChosen({ kind: 'photo', id: photo.id })
    router.push(pathWith(photoPath(photo.id), search))
  }
  const chooseInMiddle = (current: MapLibreMap) => {
    if (drawing.how) return
    const photo = photoAt(current, current.project(visibleMiddle(current)), KEYBOARD_REACH)
    if (photo) return choose(photo, true)
    const isTooFar = query === '' && current.getZoom() < PHOTOS_FROM_ZOOM
    toast(isTooFar ? 'Photos are drawn from nearer: zoom in' : 'No photo here', { id: 'no-photo' })
  }
  const point = (photo: PhotoOnMap | null) => {
    if (photo?.id === pointed?.id) return
    setPointed(photo)
    show(photo?.id ?? null)
  }
  const close = () => {
    setChosen(null)
    map.current?.getCanvas().focus({ preventScroll: true })
  }
  const colour = (next: Colouring) => {
    const other = changed(address, { colour: next === 'plain' ? null : next, cursor: address.get('cursor') })
    window.history.replaceState(null, '', pathWith('/', other) + location.hash)
  }

  return (
    <MapToolsProvider value={isSupported ? tools : null}>
      <div
        className={classNames(
          'group/explorer relative min-h-96 flex-1 overflow-hidden [--map-top:8.25rem] [--sheet-peek:8rem] [--sheet-top:7.75rem] max-lg:has-[[data-map=unsupported]]:[--sheet-top:11.5rem] lg:[--map-bottom:0px] lg:[--map-top:0.75rem] lg:[--sheet-peek:0px]',
          sheet === 'peek'
            ? 'max-lg:[--map-bottom:8.25rem]'
            : 'max-lg:[--map-bottom:calc(50%+0.25rem)] max-lg:[&_.maplibregl-ctrl-scale]:hidden', // a large sheet leaves no map
        )}
      >
        <div className="absolute inset-0">
          <CoverageMap
            extent={start}
            styleUrl={styleUrl}
            darkStyleUrl={darkStyleUrl}
            version={version}
            query={query}
            place={search}
            colouring={colouring}
            listed={places}
            shown={marked ?? place}
            selectedSequenceId={chosen?.kind === 'sequence' ? chosen.id : null}
            isStill={drawing.how !== null}
            onPhoto={choose}
            onPointed={point}
            onSequence={(id) => setChosen({ kind: 'sequence', id })}
            onNothing={() => {
              setChosen(null)
              setPlace(null)
            }}
            keyboardPoint={visibleMiddle}
            onEnter={chooseInMiddle}
            onMap={(current) => {
              map.current = current
            }}
            onUnsupported={() => setIsSupported(false)}
            onView={view.onView}
            padding={(size) => padding(size, sheet)}
          >
            {pointed && <PhotoPreview key={pointed.id} photo={pointed} />}
            {chosen && <ChosenCard chosen={chosen} search={search} onClose={close} />}
            {isSupported && (
              <>
                {/* Where the keyboard points to. */}
                <span
                  aria-hidden
                  className="-translate-1/2 pointer-events-none absolute top-1/2 left-1/2 z-10 hidden size-6 rounded-full border-2 border-accent group-has-[canvas:focus-visible]/map:block lg:left-[calc(50%+13.375rem)]"
                />
                <div className="absolute top-[calc(var(--map-top)+9.25rem)] right-4 z-10">
                  <ColourControl colouring={colouring} onChange={colour} />
                </div>
                <Legend
                  colouring={colouring}
                  className="absolute bottom-[calc(var(--map-bottom)+2.25rem)] left-3 z-10 rounded-card border bg-surface/95 px-3 py-2.5 lg:bottom-3 lg:left-[28rem]"
                />
                <MapButtons
                  drawing={drawing}
                  view={view}
                  onFit={result ? () => map.current && fitBounds(map.current, result, sheet) : undefined}
                />
              </>
            )}
          </CoverageMap>
        </div>
        <div
          className={classNames(
            'max-lg:contents lg:absolute lg:top-3 lg:left-3 lg:flex lg:max-h-[calc(100%-1.5rem)] lg:w-[26rem] lg:flex-col lg:rounded-card lg:border lg:bg-surface lg:shadow-floating',
            // Without a map the list has all the room.
            'lg:group-has-[[data-map=unsupported]]/explorer:top-14 lg:group-has-[[data-map=unsupported]]/explorer:right-3 lg:group-has-[[data-map=unsupported]]/explorer:bottom-3 lg:group-has-[[data-map=unsupported]]/explorer:w-auto',
          )}
        >
          <div className="z-20 shrink-0 max-lg:absolute max-lg:inset-x-0 max-lg:top-0 max-lg:p-3 lg:border-b lg:p-4">
            {controls}
          </div>
          <Sheet label="Result" head={head} height={isSupported ? sheet : 'full'} onHeight={setSheet}>
            {children}
          </Sheet>
        </div>
      </div>
    </MapToolsProvider>
  )
}
