import { ExcludedAreas } from '@/components/settings/excluded-areas'
import { describeExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import type { Bbox } from '@/lib/geo/bbox'
import { runtime } from '@/lib/server/runtime'

const WORLD: Bbox = [-170, -60, 170, 70]

/** The excluded areas of a person, or (null) of the instance, to be looked at and changed; the map opens where their photos are. */
export async function ExcludedAreasOf({ ownerId, extent }: { ownerId: number | null; extent: Bbox | null }) {
  const { db, tokenKeys } = runtime()
  const { areas, inside, unreadable } = await describeExcludedAreas({ db, marginKey: tokenKeys[0] }, ownerId)
  const [west, south, east, north] = extent ?? WORLD
  return (
    <ExcludedAreas
      kind={ownerId === null ? 'instance' : 'own'}
      areas={areas.map(({ coordinates: [ring] }) => ring.slice(0, -1))}
      inside={inside}
      isUnreadable={unreadable}
      start={[
        [west, south],
        [east, north],
      ]}
    />
  )
}
