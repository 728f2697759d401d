import { sql } from 'drizzle-orm'
import { photos } from '@/db/schema/photos'
import { tags, tagTypes } from '@/db/schema/tags'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { shownUsername } from '@/lib/users/active-account'
import type { Viewer } from '@/lib/visibility/visible-rows'
import type { MtpTag } from './types'

/** What a query of tags, joined with their types, authors and photos, selects for `toTag`. */
export function tagColumns(viewer: Viewer) {
  return {
    id: tags.id,
    type: tags.type,
    label: tagTypes.label,
    colour: tagTypes.colour,
    area: tags.area,
    shape: tags.shape,
    author: shownUsername,
    createdAt: tags.createdAt,
    changedAt: tags.changedAt,
    isAuthor: sql<boolean>`${tags.authorId} = ${viewer ?? 0}`,
    isModerator: sql<boolean>`${photos.ownerId} = ${viewer ?? 0}
      or exists (select 1 from users admins where admins.id = ${viewer ?? 0} and admins.role = 'admin')`,
  }
}

type TagRow = {
  id: number
  type: string
  label: string
  colour: string
  area: number
  shape: TagShape
  author: string | null
  createdAt: Date
  changedAt: Date
  isAuthor: boolean
  isModerator: boolean
}

export function toTag({ id, createdAt, changedAt, isAuthor, isModerator, ...row }: TagRow): MtpTag {
  return {
    ...row,
    id: String(id),
    source: 'mtp',
    value: row.type,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    mayEdit: isAuthor,
    mayRemove: isAuthor || isModerator,
  }
}
