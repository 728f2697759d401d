'use client'

import { Crosshair, LocateFixed, Map as MapIcon, Move, Pencil, Spline, SquareDashed } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { FollowSwitch } from '@/components/search/follow-switch'
import { type MapTools, useMapTools } from '@/components/search/map-tools'
import { type Search, useSearch } from '@/components/search/search-context'
import { Button, buttonClasses } from '@/components/ui/button'
import { useUnits } from '@/components/units/units'
import { formatRadius } from '@/lib/format/number'
import type { Units } from '@/lib/format/units'
import type { LngLat } from '@/lib/geo/lng-lat'
import { changed, pathWith, searchOf } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'

const USUAL_RADIUS = '100' // metres, as the API has it
const RADII: Record<Units, [number, number, number, number, number]> = {
  metric: [100, 500, 2_000, 10_000, 50_000],
  imperial: [91.44, 402.336, 1_609.344, 8_046.72, 48_280.32], // 300 ft, a quarter of a mile, 1, 5 and 30 miles
}

/** The place of the photos: what the map shows, a drawn area, or around a point. One at a time. */
export function WhereFilter() {
  const search = useSearch()
  const map = useMapTools()
  const { params, go } = search
  const isMapPage = usePathname() === '/'
  const near = params.get('near')
  const { units } = useUnits()
  return (
    <FilterChip label="Where" value={describeWhere(params, units)}>
      {map ? <OnMap map={map} search={search} /> : isMapPage ? null : <ToMap search={search} />}
      <FilterGroup title="Near a point">
        <div className="flex flex-wrap gap-2">
          <NearMe search={search} map={map} />
          {map && (
            <Button size="small" onClick={() => goNear(search, middleOf(map), units)}>
              <Crosshair aria-hidden /> The middle of the map
            </Button>
          )}
        </div>
        {near !== null && (
          <Choices
            choices={RADII[units].map((meters) => ({ value: String(meters), label: formatRadius(meters, units) }))}
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
  const { units } = useUnits()
  const locate = () => {
    setProblem(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const here: LngLat = [coords.longitude, coords.latitude]
        map?.goTo(here)
        goNear(search, here, units)
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

function goNear({ params, go }: Search, lngLat: LngLat | null, units: Units): void {
  if (lngLat === null) return
  const near = lngLat.map((degrees) => degrees.toFixed(5)).join(',')
  go(changed(params, { near, radius: params.get('radius') ?? RADII[units][2], bbox: null, area: null }))
}

function middleOf(map: MapTools): LngLat | null {
  const view = map.view()
  if (!view) return null
  const [west, south, east, north] = view
  const lng = (west + (west > east ? east + 360 : east)) / 2
  return [lng > 180 ? lng - 360 : lng, (south + north) / 2]
}

function describeWhere(params: URLSearchParams, units: Units): string | null {
  if (params.has('near')) return `Within ${formatRadius(Number(params.get('radius') ?? USUAL_RADIUS), units)}`
  if (params.has('area')) return 'Drawn area'
  return params.has('bbox') ? 'A view of the map' : null
}
