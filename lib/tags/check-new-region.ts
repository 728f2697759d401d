import { and, eq, isNull, ne } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { tags, tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { overlap } from './overlap'

const SAME_REGION = 0.6 // overlap from which two regions are the same one, drawn twice
const MOST_ON_A_PHOTO = 1_000
const MOST_OF_ONE_AUTHOR = 200

/** Throws INVALID_INPUT when there is no such type, or it is not (or no longer) in use. */
export async function requireActiveType(db: Db, value: string): Promise<void> {
  const typeCount = await db.$count(tagTypes, and(eq(tagTypes.value, value), eq(tagTypes.state, 'active')))
  if (typeCount === 0) throw new AppError('INVALID_INPUT', `There is no tag type “${value.slice(0, 80)}”`)
}

/**
 * Refuses a tag that is one too many, or a region that its author has tagged so already. `userId`: who asks; `tagId`: the tag
 * that is to change. Throws CONFLICT. The photo must be locked.
 */
export async function checkNewRegion(
  db: Db,
  tag: { photoId: number; authorId: number; userId: number; type: string; shape: TagShape; tagId?: number },
): Promise<void> {
  const others = await db
    .select({ authorId: tags.authorId, type: tags.type, label: tagTypes.label, shape: tags.shape })
    .from(tags)
    .innerJoin(tagTypes, eq(tagTypes.value, tags.type))
    .where(and(eq(tags.photoId, tag.photoId), isNull(tags.removedAt), ne(tags.id, tag.tagId ?? 0)))
  const own = others.filter(({ authorId }) => authorId === tag.authorId)
  if (others.length >= MOST_ON_A_PHOTO) throw new AppError('CONFLICT', 'This photo is full: it has 1,000 tags')
  if (own.length >= MOST_OF_ONE_AUTHOR) {
    throw new AppError('CONFLICT', 'This photo has 200 tags of one person, and more than that it does not take')
  }
  const same = own.find((other) => other.type === tag.type && overlap(other.shape, tag.shape) >= SAME_REGION)
  if (same) {
    const who = tag.userId === tag.authorId ? 'You have' : 'Its author has'
    throw new AppError('CONFLICT', `${who} tagged this region as ${same.label} already.`)
  }
}
