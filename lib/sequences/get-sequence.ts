import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { AppError } from '@/lib/errors'
import { unpackLine } from '@/lib/geo/lines/line'
import { timeZoneAt } from '@/lib/geo/time-zone'
import { type Viewer, visibleSequences } from '@/lib/visibility/visible-rows'

const { photoKeys: _photoKeys, bbox: _bbox, cell: _cell, ...described } = getTableColumns(sequences)

export type DescribedSequence = Omit<typeof sequences.$inferSelect, 'line' | 'photoKeys' | 'bbox' | 'cell'> & {
  username: string
  timeZone: string | null // where it begins, by its IANA name
}

/** One sequence without its photos and geometry. Throws NOT_FOUND when `viewer` may not see it. */
export async function getSequence(
  db: Db,
  { sequenceId, viewer }: { sequenceId: number; viewer: Viewer },
): Promise<DescribedSequence> {
  const [sequence] = await db
    .select({ ...described, username: users.username })
    .from(sequences)
    .innerJoin(users, eq(users.id, sequences.ownerId))
    .where(and(eq(sequences.id, sequenceId), visibleSequences(viewer)))
  if (!sequence) throw new AppError('NOT_FOUND', `Sequence ${sequenceId} not found`)
  const { line, ...rest } = sequence
  return { ...rest, timeZone: timeZoneAt(line ? unpackLine(line)[0] : null) }
}
