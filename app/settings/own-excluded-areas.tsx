import { ExcludedAreasOf } from '@/app/settings/excluded-areas-of'
import { runtime } from '@/lib/server/runtime'
import { findUserExtent } from '@/lib/users/find-user-extent'

/** The excluded areas of the person who is logged in. */
export async function OwnExcludedAreas({ userId }: { userId: number }) {
  return <ExcludedAreasOf ownerId={userId} extent={await findUserExtent(runtime().db, userId)} />
}
