'use client'

import { lazy, Suspense, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { useUnits } from '@/components/units/units'
import { formatCount, formatLength, formatPlural } from '@/lib/format/number'
import type { Units } from '@/lib/format/units'
import { type DrawnArea, extentMeters, middleOf } from '@/lib/geo/area-extent'
import type { LngLat } from '@/lib/geo/lng-lat'
import { CircleForm } from './circle-form'

const AreasMap = lazy(() =>
  import('@/components/map/tools/areas-map').then(({ AreasMap: Component }) => ({ default: Component })),
)

/** One's own areas, and those of admins for everybody. */
const KINDS = {
  own: {
    address: '/api/v1/me/excluded-areas',
    title: 'Excluded areas',
    intro:
      'Nobody but you sees your photos there, such as around your home: those of now and those that come. A margin of 100 to 300 m, different for each area, keeps the hole in the map from telling where its middle is.',
    ofWhom: 'of yours in them',
    unreadable: {
      title: 'Your areas could not be read after a restore',
      words: 'Until you set new ones, nobody else sees any of your photos.',
    },
    applied: 'Your excluded areas are in force.',
  },
  instance: {
    address: '/api/v1/admin/excluded-areas',
    title: 'For everybody',
    intro:
      'Nobody but their owners sees photos there, whoever took them: those of now and those that come. A margin of 100 to 300 m, different for each area, keeps the hole in the map from telling where its middle is.',
    ofWhom: 'in them',
    unreadable: {
      title: 'The areas could not be read after a restore',
      words: 'Until new ones are set, nobody but their owners sees any photos.',
    },
    applied: 'The excluded areas are in force for everybody.',
  },
}

type Counts = { inside: number; hides: number; shows: number }

/**
 * Where nobody else sees one's photos, or (`kind` instance) anybody's: drawn or typed, counted first, then put in force. `start`: what the map
 * shows at first.
 */
export function ExcludedAreas({
  kind = 'own',
  areas: stored,
  inside,
  isUnreadable,
  start,
}: {
  kind?: keyof typeof KINDS
  areas: DrawnArea[]
  inside: number
  isUnreadable: boolean
  start: LngLat[]
}) {
  const { address, title, intro, ofWhom, unreadable, applied: appliedWords } = KINDS[kind]
  const { units } = useUnits()
  const [applied, setApplied] = useState({ areas: stored, inside })
  const [areas, setAreas] = useState(stored)
  const [counts, setCounts] = useState<Counts | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const isChanged = String(areas) !== String(applied.areas)

  const put = (next: DrawnArea[], query = '') =>
    apiFetch(address + query, 'ExcludedAreas', { method: 'PUT', body: { areas: next.map(toPolygon) } })

  /** Changes nothing yet: tells what it would mean. */
  async function propose(next: DrawnArea[]): Promise<void> {
    setAreas(next)
    setCounts(null)
    const preview = await put(next, '?preview=true')
    setProblem(preview.problem)
    if (preview.answer) setCounts(preview.answer)
    else setAreas(areas)
  }

  async function apply(): Promise<void> {
    setSaving(true)
    const { answer, problem: refusal } = await put(areas)
    setSaving(false)
    setProblem(refusal)
    if (!answer) return
    setApplied({ areas, inside: answer.inside })
    toast(appliedWords)
  }

  return (
    <Card className="grid grid-cols-1 gap-6 p-6" id="excluded-areas">
      <div className="grid gap-1">
        <h2 className="font-semibold text-lg">{title}</h2>
        <p className="text-ink-muted text-sm">{intro}</p>
      </div>
      {isUnreadable && (
        <Notice tone="warning" title={unreadable.title}>
          {unreadable.words}
        </Notice>
      )}
      <div className="h-80 overflow-hidden rounded-lg border border-line">
        <Suspense>
          <AreasMap areas={areas} start={start} onDraw={(corners) => propose([...areas, corners])} />
        </Suspense>
      </div>
      <CircleForm onAdd={(corners) => propose([...areas, corners])} />
      {areas.length > 0 && (
        <ul className="grid gap-2 text-sm">
          {areas.map((area, index) => (
            <li key={String(area)} className="flex flex-wrap items-center justify-between gap-2">
              {describe(area, index, units)}
              <Button
                size="small"
                aria-label={`Remove area ${index + 1}`}
                onClick={() => propose(areas.filter((other) => other !== area))}
              >
                Remove
              </Button>
            </li>
          ))}
        </ul>
      )}
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div role="status" className="text-sm">
        {isChanged ? counts && whatItMeans(counts) : `${formatPlural(applied.inside, 'photo')} ${ofWhom}.`}
      </div>
      {isChanged && (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" disabled={isSaving || counts === null} onClick={apply}>
            {isSaving ? 'Applying…' : 'Apply'}
          </Button>
          <Button disabled={isSaving} onClick={() => setAreas(applied.areas)}>
            Discard
          </Button>
        </div>
      )}
    </Card>
  )
}

function whatItMeans({ hides, shows }: Counts): string {
  const again = shows > 0 ? ` ${formatCount(shows)} will be shown again.` : ''
  return `${formatPlural(hides, 'photo')} will be hidden.${again} Nothing has changed yet.`
}

function describe(area: DrawnArea, index: number, units: Units): string {
  const [lng, lat] = middleOf(area)
  return `Area ${index + 1}: ${formatLength(extentMeters(area).width, units)} wide, around ${lat.toFixed(4)}, ${lng.toFixed(4)}`
}

function toPolygon(area: DrawnArea) {
  return { type: 'Polygon', coordinates: [[...area, ...area.slice(0, 1)]] }
}
