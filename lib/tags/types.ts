import type { TAG_CHANGE_KINDS, TAG_TYPE_STATES } from '@/db/schema/tags'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'

/** An object that a person found on a photo, as the viewer sees it. */
export type MtpTag = {
  id: string
  source: 'mtp'
  type: string // of the tree of tag types
  value: string // the same: what a search for tags compares
  label: string
  colour: string // #rrggbb
  area: number // share of the picture
  shape: TagShape
  author: string | null // user name; null: somebody who has left
  createdAt: string // ISO 8601
  changedAt: string // ISO 8601
  mayEdit: boolean // its author
  mayRemove: boolean // its author, the photo's owner, admins
}

export type RemovedTag = MtpTag & { removedAt: string; removedBy: string | null }

export type TagChange = {
  kind: (typeof TAG_CHANGE_KINDS)[number]
  by: string | null // user name; null: the account is gone
  at: string // ISO 8601
  type: string
  label: string // of the type
  shape: TagShape
}

export type TagType = {
  value: string
  parent: string | null
  label: string
  colour: string // #rrggbb
  state: (typeof TAG_TYPE_STATES)[number]
}
