'use client'

import { LocateFixed, Mountain, SquareDashed, X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Select } from '@/components/ui/form/select'
import { LinkButton } from '@/components/ui/link-button'
import { useUnits } from '@/components/units/units'
import { formatRadius } from '@/lib/format/number'
import { photoPath } from '@/lib/photos/paths'
import { changed, pathWith } from '@/lib/search/search-url'
import type { CardViewpoint } from '@/lib/viewpoints/card-viewpoint'
import { ViewpointCard } from './viewpoint-card'

const ViewpointMap = dynamic(
  () => import('@/components/map/coverage/viewpoint-map').then((module) => module.ViewpointMap),
  {
    ssr: false,
  },
)

type Bounds = [west: number, south: number, east: number, north: number]

const PATH = '/viewpoints'
const RADII = [2_000, 10_000, 50_000, 200_000]
const DEFAULT_RADIUS = 10_000

type Go = (changes: Record<string, string | number | null>) => void

/** Viewpoints as a list and on a map, each pointing at the other. The place to look in is in the address. */
export function ViewpointExplorer({
  viewpoints,
  query,
  extent,
}: {
  viewpoints: CardViewpoint[]
  query: string
  extent: Bounds | null
}) {
  const router = useRouter()
  const search = useMemo(() => new URLSearchParams(query), [query])
  const [highlightedId, setHighlightedId] = useState<string | null>(null)
  const [view, setView] = useState<Bounds | null>(null)
  const onMap = useMemo(
    () =>
      viewpoints.flatMap(({ id, rank, photo: { geometry } }) =>
        geometry ? [{ id, rank, lngLat: geometry.coordinates }] : [],
      ),
    [viewpoints],
  )

  return (
    <div data-explorer className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(22rem,40%)]">
      <div className="needs-scripts grid gap-4 lg:sticky lg:top-[calc(var(--header-height)+1.5rem)] lg:order-last">
        <PlaceControls
          search={search}
          view={view}
          go={(changes) => router.push(pathWith(PATH, changed(search, changes)), { scroll: false })}
        />
        <div className="relative h-[40dvh] overflow-hidden print:hidden rounded-card border bg-sunken lg:h-[calc(100dvh-var(--header-height)-8rem)]">
          <ViewpointMap
            viewpoints={onMap}
            search={search}
            extent={extent}
            highlightedId={highlightedId}
            onHighlight={setHighlightedId}
            onPick={(id) => {
              const picked = viewpoints.find((viewpoint) => viewpoint.id === id)
              if (picked) router.push(photoPath(picked.photo.id))
            }}
            onView={setView}
          />
        </div>
      </div>
      {viewpoints.length === 0 ? (
        <NoViewpoints isSearch={search.size > 0} />
      ) : (
        <ul className="grid grid-cols-2 gap-x-4 gap-y-7 sm:grid-cols-3 lg:grid-cols-2 2xl:grid-cols-3">
          {viewpoints.map((viewpoint) => (
            <ViewpointCard
              key={viewpoint.id}
              viewpoint={viewpoint}
              isHighlighted={viewpoint.id === highlightedId}
              onHighlight={setHighlightedId}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

/** Limits the list to what is near, or to what the map shows. */
function PlaceControls({ search, view, go }: { search: URLSearchParams; view: Bounds | null; go: Go }) {
  const [problem, setProblem] = useState<string | null>(null)
  const radius = Number(search.get('radius') ?? DEFAULT_RADIUS)
  const isNear = search.has('near')
  const isLimited = isNear || search.has('bbox')
  const locate = () => {
    setProblem(null)
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude } }) =>
        go({ near: `${longitude.toFixed(4)},${latitude.toFixed(4)}`, radius, bbox: null }),
      () => setProblem('Your device did not tell where it is.'),
      { timeout: 10_000 },
    )
  }
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Button size="small" onClick={locate}>
          <LocateFixed aria-hidden /> Near me
        </Button>
        {isNear && <RadiusSelect radius={radius} go={go} />}
        <Button
          size="small"
          disabled={view === null}
          onClick={() => view && go({ bbox: toBbox(view), near: null, radius: null })}
        >
          <SquareDashed aria-hidden /> On this map
        </Button>
        {isLimited && (
          <Button size="small" look="quiet" onClick={() => go({ bbox: null, near: null, radius: null })}>
            <X aria-hidden /> Everywhere
          </Button>
        )}
      </div>
      <p role="status" className="text-danger text-sm empty:hidden">
        {problem}
      </p>
    </>
  )
}

function RadiusSelect({ radius, go }: { radius: number; go: Go }) {
  const { units } = useUnits()
  const radii = [...new Set([...RADII, radius])].sort((a, b) => a - b)
  return (
    <Select
      aria-label="How far"
      value={radius}
      className="[&_select]:h-8"
      onChange={(event) => go({ radius: event.target.value })}
    >
      {radii.map((meters) => (
        <option key={meters} value={meters}>
          within {formatRadius(meters, units)}
        </option>
      ))}
    </Select>
  )
}

function NoViewpoints({ isSearch }: { isSearch: boolean }) {
  return isSearch ? (
    <EmptyState icon={Mountain} title="No viewpoints here" action={<LinkButton href={PATH}>All viewpoints</LinkButton>}>
      Nobody has marked one in this place and time. Try a larger area or another period.
    </EmptyState>
  ) : (
    <EmptyState
      icon={Mountain}
      title="No viewpoints yet"
      action={<LinkButton href="/photos">Look at photos</LinkButton>}
    >
      Open a photo of somebody else and mark it as a viewpoint.
    </EmptyState>
  )
}

/** A view of the map as the API takes it: longitudes within one turn, west > east across the antimeridian. */
function toBbox([west, south, east, north]: Bounds): string {
  const isWorld = east - west >= 360
  const wrap = (lng: number) => ((((lng + 180) % 360) + 360) % 360) - 180
  return [isWorld ? -180 : wrap(west), Math.max(-90, south), isWorld ? 180 : wrap(east), Math.min(90, north)]
    .map((degrees) => degrees.toFixed(4))
    .join(',')
}
