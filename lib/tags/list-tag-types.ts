import { and, eq, or, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { tagTypes } from '@/db/schema/tags'
import { shownUsername } from '@/lib/users/active-account'
import type { Viewer } from '@/lib/visibility/visible-rows'
import { inTreeOrder } from './in-tree-order'
import { isAdmin } from './require-admin'
import type { TagType } from './types'

export type ListedTagType = TagType & { proposedBy: string | null }

/** The tree of tag types by name, each behind its parent. Proposed ones are for who proposed them, and admins. */
export async function listTagTypes(db: Db, viewer: Viewer): Promise<ListedTagType[]> {
  const isActive = eq(tagTypes.state, 'active')
  const isProposed = eq(tagTypes.state, 'proposed')
  let seen: SQL | undefined = isActive
  if (viewer !== null) {
    const mine = and(isProposed, eq(tagTypes.proposedBy, viewer))
    seen = or(isActive, (await isAdmin(db, viewer)) ? isProposed : mine)
  }
  const types = await db
    .select({
      value: tagTypes.value,
      parent: tagTypes.parent,
      label: tagTypes.label,
      colour: tagTypes.colour,
      state: tagTypes.state,
      proposedBy: shownUsername,
    })
    .from(tagTypes)
    .leftJoin(users, eq(users.id, tagTypes.proposedBy))
    .where(seen)
  return inTreeOrder(types)
}
