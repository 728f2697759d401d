import { ExcludedAreas } from '@/components/settings/excluded-areas'
import { describeExcludedAreas } from '@/lib/excluded-areas/put-excluded-areas'
import { runtime } from '@/lib/server/runtime'
import { findUserExtent } from '@/lib/users/find-user-extent'

/** The excluded areas of the person who is logged in; the map opens where their photos are. */
export async function OwnExcludedAreas({ userId }: { userId: number }) {
  const { db, tokenKeys } = runtime()
  const { areas, inside, unreadable } = await describeExcludedAreas({ db, marginKey: tokenKeys[0] }, userId)
  const [west, south, east, north] = (await findUserExtent(db, userId)) ?? [-170, -60, 170, 70]
  return (
    <ExcludedAreas
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
