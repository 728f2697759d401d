'use client'

import { Crosshair, LocateFixed, Map as MapIcon, Move, Pencil, Spline, SquareDashed } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { FollowSwitch } from '@/components/search/follow-switch'
import { type MapTools, useMapTools } from '@/components/search/map-tools'
import { type Search, useSearch } from '@/components/search/search-context'
import { Button, buttonClasses } from '@/components/ui/button'
import type { LngLat } from '@/lib/geo/lng-lat'
import { changed, pathWith, searchOf } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'

const USUAL_RADIUS = '100' // metres, as the API has it
const RADII = [
  { value: '100', label: '100 m' },
  { value: '500', label: '500 m' },
  { value: '2000', label: '2 km' },
  { value: '10000', label: '10 km' },
  { value: '50000', label: '50 km' },
]
const START_RADIUS = '2000'

/** The place of the photos: what the map shows, a drawn area, or around a point. One at a time. */
export function WhereFilter() {
  const search = useSearch()
  const map = useMapTools()
  const { params, go } = search
  const isMapPage = usePathname() === '/'
  const near = params.get('near')
  return (
    <FilterChip label="Where" value={describeWhere(params)}>
      {map ? <OnMap map={map} search={search} /> : isMapPage ? null : <ToMap search={search} />}
      <FilterGroup title="Near a point">
        <div className="flex flex-wrap gap-2">
          <NearMe search={search} map={map} />
          {map && (
            <Button size="small" onClick={() => goNear(search, middleOf(map))}>
              <Crosshair aria-hidden /> The middle of the map
            </Button>
          )}
        </div>
        {near !== null && (
          <Choices
            choices={RADII}
            chosen={[params.get('radius') ?? USUAL_RADIUS]}
            onToggle={(radius) => go(changed(params, { radius }))}
          />
        )}
      </FilterGroup>
    </FilterChip>
  )
}

function OnMap({ map, search: { params, go } }: { map: MapTools; search: Search }) {
  return (
    <>
      <FilterGroup title="What the map shows">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FollowSwitch view={map.viewSearch} className="inline-flex cursor-pointer items-center gap-2 text-sm" />
          {!map.viewSearch.isFollowing && (
            <Button size="small" onClick={map.viewSearch.search}>
              <SquareDashed aria-hidden /> Search this view
            </Button>
          )}
        </div>
      </FilterGroup>
      <FilterGroup title="An area">
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => map.draw('corners')}>
            <Spline aria-hidden /> Set corners
          </Button>
          <Button size="small" onClick={() => map.draw('freehand')}>
            <Pencil aria-hidden /> Draw freely
          </Button>
          {params.has('area') && (
            <>
              <Button size="small" onClick={() => map.draw('change')}>
                <Move aria-hidden /> Change the area
              </Button>
              <Button size="small" look="quiet" onClick={() => go(changed(params, { area: null }))}>
                Remove the area
              </Button>
            </>
          )}
        </div>
      </FilterGroup>
    </>
  )
}

function ToMap({ search: { params } }: { search: Search }) {
  return (
    <FilterGroup title="On the map">
      <Link href={pathWith('/', searchOf(params))} className={buttonClasses({ size: 'small' })}>
        <MapIcon aria-hidden /> Choose a view or draw an area
      </Link>
    </FilterGroup>
  )
}

function NearMe({ search, map }: { search: Search; map: MapTools | null }) {
  const [problem, setProblem] = useState<string | null>(null)
  const locate = () => {
    setProblem(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here: LngLat = [coords.longitude, coords.latitude]
        map?.goTo(here)
        goNear(search, here)
      },
      () => setProblem('Your device did not tell where it is.'),
      { enableHighAccuracy: true, timeout: 10_000 },
    )
  }
  return (
    <>
      <Button size="small" onClick={locate}>
        <LocateFixed aria-hidden /> Near me
      </Button>
      <p role="status" className="basis-full text-danger text-xs empty:hidden">
        {problem}
      </p>
    </>
  )
}

function goNear({ params, go }: Search, lngLat: LngLat | null): void {
  if (lngLat === null) return
  const near = lngLat.map((degrees) => degrees.toFixed(5)).join(',')
  go(changed(params, { near, radius: params.get('radius') ?? START_RADIUS, bbox: null, area: null }))
}

function middleOf(map: MapTools): LngLat | null {
  const view = map.view()
  if (!view) return null
  const [west, south, east, north] = view
  const lng = (west + (west > east ? east + 360 : east)) / 2
  return [lng > 180 ? lng - 360 : lng, (south + north) / 2]
}

function describeWhere(params: URLSearchParams): string | null {
  const radius = params.get('radius') ?? USUAL_RADIUS
  if (params.has('near')) return `Within ${RADII.find(({ value }) => value === radius)?.label ?? `${radius} m`}`
  if (params.has('area')) return 'Drawn area'
  return params.has('bbox') ? 'A view of the map' : null
}
