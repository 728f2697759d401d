'use client'

import type { Map as MapLibreMap } from 'maplibre-gl'
import { useSearchParams } from 'next/navigation'
import { type ReactNode, useMemo, useRef, useState } from 'react'
import { type Bounds, boundsAround, inOnePiece } from '@/components/map/base/bounds'
import type { SheetHeight } from '@/components/map/base/sheet-height'
import { fitBounds, goToPlace, padding, visibleBounds, visibleMiddle } from '@/components/map/base/visible-part'
import { ChosenCard } from '@/components/map/cards/chosen-card'
import { PhotoPreview } from '@/components/map/cards/photo-preview'
import { CornerKeys } from '@/components/map/tools/corner-keys'
import { areaCorners } from '@/components/map/tools/search-place'
import { useAreaDrawing } from '@/components/map/tools/use-area-drawing'
import { type MapTools, MapToolsProvider } from '@/components/search/map-tools'
import { useSearch } from '@/components/search/search-context'
import { useShownPhoto } from '@/components/search/shown-photo'
import type { LngLat } from '@/lib/geo/lng-lat'
import { viewBbox } from '@/lib/geo/view-bbox'
import { changed, isNarrowed, narrowing, pathWith, searchOf } from '@/lib/search/search-url'
import { type Colouring, parseColouring } from './colouring'
import { CoverageMap } from './coverage-map'
import { ExplorerLayout } from './explorer-layout'
import { MapControls } from './map-controls'
import { startBounds } from './start-bounds'
import { useFreshMap } from './use-fresh-map'
import { useMapChoice } from './use-map-choice'
import { useViewSearch } from './use-view-search'

export type ListedPhoto = { id: string; lngLat: LngLat | null }

type ExplorerMap = {
  /** Of the public map. */
  version: number
  /** What the map shows first: around public photos; null: there are none. */
  extent: Bounds | null
}

type ExplorerResult = {
  /** The search is refused: the map does not request it either. */
  isRefused: boolean
  /** Around all results of the search; null: unknown. */
  bounds: Bounds | null
  /** The photos of the list. */
  listed: ListedPhoto[]
}

/** The home page: the map, and beside it the search and its result (a sheet at the lower edge on small screens). */
export function Explorer({
  map: { version, extent },
  result,
  controls,
  head,
  isOpenAtFirst,
  children,
}: {
  map: ExplorerMap
  result: ExplorerResult
  controls: ReactNode
  head: ReactNode
  /** On small screens: half of the list at once, not only its head. */
  isOpenAtFirst: boolean
  children: ReactNode
}) {
  const { params, go } = useSearch()
  useFreshMap(version)
  const map = useRef<MapLibreMap>(null)
  const [sheet, setSheet] = useState<SheetHeight>(isOpenAtFirst ? 'half' : 'peek')
  const [isSupported, setIsSupported] = useState(true)
  const [place, setPlace] = useState<LngLat | null>(null) // the place that was looked up
  const [corner, setCorner] = useState<LngLat | null>(null) // of a drawn area, which the keys move
  const drawing = useAreaDrawing(map, (area) => go(changed(params, { area, bbox: null, near: null, radius: null })))
  const view = useViewSearch(map, { sheet, isPaused: drawing.how !== null })
  const shown = useShownSearch(result, view.isFollowing)
  const { query, search, colouring, listed, bounds } = shown
  const [start] = useState(() => startBounds({ search, found: bounds, extent }))
  const isChanging = drawing.how === 'change'
  const outlined = useMemo(() => (isChanging ? changed(search, { area: null }) : search), [isChanging, search])
  const choice = useMapChoice(map, { search, isFiltered: query !== '', sheet })
  const { pointed, chosen } = choice
  const marked = useMarkedPosition(result.listed, pointed?.id)
  const selectedSequenceId = chosen?.kind === 'sequence' ? chosen.id : null

  const tools: MapTools = {
    view: () => map.current && viewBbox(visibleBounds(map.current, sheet)),
    goTo: (lngLat) => {
      setPlace(lngLat)
      if (map.current) goToPlace(map.current, lngLat, sheet)
    },
    draw: (how) => {
      setSheet('peek') // room to draw
      drawing.start(how, areaCorners(params.get('area')) ?? [])
    },
    viewSearch: view,
  }
  const coverage = (
    <CoverageMap
      coverage={{
        version,
        query,
        search: outlined,
        colouring,
        listed,
        marked: corner ?? marked ?? place,
        selectedSequenceId,
      }}
      pointing={{
        isPaused: drawing.how !== null,
        onPhoto: choice.choosePhoto,
        onPointed: choice.point,
        onSequence: choice.chooseSequence,
        onNothing: () => {
          choice.chooseNothing()
          setPlace(null)
        },
      }}
      camera={{ bounds: start, padding: (size) => padding(size, sheet), keyboardPoint: visibleMiddle }}
      events={{
        onEnter: drawing.how === null ? choice.chooseInMiddle : undefined,
        onMap: (current) => {
          map.current = current
        },
        onUnsupported: () => setIsSupported(false),
        onView: view.onView,
      }}
    >
      {pointed && <PhotoPreview key={pointed.id} photo={pointed} searched={search.getAll('tag')} />}
      {chosen && <ChosenCard chosen={chosen} search={search} onClose={choice.close} />}
      {isSupported && (
        <MapControls
          colouring={colouring}
          onColouring={shown.setColouring}
          drawing={drawing}
          corner={drawing.changed && <CornerKeys area={drawing.changed} onCorner={setCorner} />}
          view={view}
          onFit={bounds ? () => map.current && fitBounds(map.current, bounds, sheet) : undefined}
        />
      )}
    </CoverageMap>
  )
  return (
    <MapToolsProvider value={isSupported ? tools : null}>
      <ExplorerLayout
        map={coverage}
        controls={controls}
        head={head}
        list={children}
        sheet={isSupported ? sheet : 'full'}
        onSheet={setSheet}
      />
    </MapToolsProvider>
  )
}

/**
 * The search of the address as the map shows it, and the colours, which are in the address too. While the list follows the map, the box of the
 * view is not for the map: it would ask for every tile anew after each move.
 */
function useShownSearch({ isRefused, bounds, listed }: ExplorerResult, isFollowing: boolean) {
  const address = useSearchParams()
  const asked = isRefused ? new URLSearchParams() : isFollowing ? changed(address, { bbox: null }) : address
  const query = isNarrowed(asked) ? narrowing(asked).toString() : ''
  const searchText = searchOf(asked).toString()
  const search = useMemo(() => new URLSearchParams(searchText), [searchText])
  const positions = useMemo(() => listed.flatMap(({ lngLat }) => (lngLat ? [lngLat] : [])), [listed])
  const setColouring = (next: Colouring) => {
    const other = changed(address, { colour: next === 'plain' ? null : next, cursor: address.get('cursor') })
    window.history.replaceState(null, '', pathWith('/', other) + location.hash)
  }
  return {
    query,
    search,
    colouring: parseColouring(address.get('colour')),
    setColouring,
    listed: positions,
    bounds: query === '' ? null : (bounds ?? boundsAround(inOnePiece(positions))),
  }
}

/** Where the photo is that the list points at; null when the map points at it itself. */
function useMarkedPosition(listed: ListedPhoto[], pointedId: string | undefined): LngLat | null {
  const { shownId } = useShownPhoto()
  if (shownId === pointedId) return null
  return listed.find(({ id }) => id === shownId)?.lngLat ?? null
}
