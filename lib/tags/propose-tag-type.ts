import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { one } from '@/db/one'
import { tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { isAdmin } from './require-admin'
import { tagTypeColour } from './tag-type-colour'
import { tagTypeValue } from './tag-type-value'
import type { TagType } from './types'

const MOST_OPEN = 20
const DEEPEST = 4

export const ProposeTagTypeInput = z.object({
  label: z.string().trim().min(2, 'expected at least two letters').max(60, 'expected at most 60 letters'),
  parent: z
    .string()
    .max(200)
    .nullish()
    .transform((value) => value || null),
})

/**
 * Proposes a type, below `parent` or at the top; an admin's is active at once. Throws INVALID_INPUT (no such parent, no usable name) and
 * CONFLICT: it exists, it was refused, or too many of the user's wait for an answer.
 */
export async function proposeTagType(
  db: Db,
  { userId, label, parent }: { userId: number } & z.infer<typeof ProposeTagTypeInput>,
): Promise<TagType> {
  const value = tagTypeValue(label, parent)
  if (value === null) throw new AppError('INVALID_INPUT', `“${label}” has no letters that an id can be made of`)
  if (value.split('--').length > DEEPEST) throw new AppError('INVALID_INPUT', 'The tree is at most four levels deep')
  const isActive = and(eq(tagTypes.value, parent ?? ''), eq(tagTypes.state, 'active'))
  if (parent !== null && (await db.$count(tagTypes, isActive)) === 0) {
    throw new AppError('INVALID_INPUT', `There is no tag type “${parent.slice(0, 80)}”`)
  }
  const isDecided = await isAdmin(db, userId)
  const open = await db.$count(tagTypes, and(eq(tagTypes.proposedBy, userId), eq(tagTypes.state, 'proposed')))
  if (open >= MOST_OPEN)
    throw new AppError('CONFLICT', `${MOST_OPEN} types that you proposed wait for an answer: one at a time, please`)

  const [created] = await db
    .insert(tagTypes)
    .values({
      value,
      parent,
      label,
      colour: tagTypeColour(value),
      state: isDecided ? 'active' : 'proposed',
      proposedBy: userId,
      ...(isDecided && { decidedBy: userId, decidedAt: sql`now()` }),
    })
    .onConflictDoNothing()
    .returning({
      value: tagTypes.value,
      parent: tagTypes.parent,
      label: tagTypes.label,
      colour: tagTypes.colour,
      state: tagTypes.state,
    })
  if (!created) throw new AppError('CONFLICT', await whyNot(db, value))
  return created
}

async function whyNot(db: Db, value: string): Promise<string> {
  const known = db.select({ state: tagTypes.state, label: tagTypes.label }).from(tagTypes)
  const { state, label } = one(await known.where(eq(tagTypes.value, value)))
  if (state === 'proposed') return `“${label}” is proposed already and waits for an answer`
  if (state === 'rejected') return `“${label}” was proposed before, and an admin said no`
  return `“${label}” exists already`
}
