import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { tagTypes } from '@/db/schema/tags'
import { AppError } from '@/lib/errors'
import { requireAdmin } from './require-admin'
import type { TagType } from './types'

export const DecideTagTypeInput = z
  .object({
    state: z.enum(['active', 'rejected'], 'expected active or rejected').optional(),
    label: z.string().trim().min(2).max(60).optional(),
    colour: z
      .string()
      .toLowerCase()
      .regex(/^#[0-9a-f]{6}$/, 'expected #rrggbb')
      .optional(),
  })
  .refine((input) => Object.values(input).some((value) => value !== undefined), 'expected a state, a label or a colour')

/**
 * An admin approves or refuses a type, or changes how it looks. One that is refused is offered no more; tags of it stay. Safe to repeat.
 * Throws FORBIDDEN, NOT_FOUND.
 */
export async function decideTagType(
  db: Db,
  { value, userId, state, label, colour }: { value: string; userId: number } & z.infer<typeof DecideTagTypeInput>,
): Promise<TagType> {
  await requireAdmin(db, userId)
  const [decided] = await db
    .update(tagTypes)
    .set({
      ...(state && { state, decidedBy: userId, decidedAt: sql`now()` }),
      ...(label && { label }),
      ...(colour && { colour }),
    })
    .where(eq(tagTypes.value, value))
    .returning({
      value: tagTypes.value,
      parent: tagTypes.parent,
      label: tagTypes.label,
      colour: tagTypes.colour,
      state: tagTypes.state,
    })
  if (!decided) throw new AppError('NOT_FOUND', `Tag type ${value.slice(0, 80)} not found`)
  return decided
}
