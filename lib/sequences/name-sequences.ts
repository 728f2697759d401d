import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { unpackLine } from '@/lib/geo/lines/line'
import type { Gazetteer } from '@/lib/geocoder/gazetteer/gazetteer'
import { defaultName } from './default-name'

const AT_ONCE = 1_000

type Tools = { db: Db; gazetteer: Gazetteer }

/**
 * Names sequences after the nearest place and the month, as far as they have a line and nobody has named them: this one, or a thousand.
 * Says how many. Safe to repeat.
 */
export async function nameSequences({ db, gazetteer }: Tools, sequenceId?: number): Promise<number> {
  const nameless = await db
    .select({
      id: sequences.id,
      line: sequences.line,
      transportType: sequences.transportType,
      capturedAt: sequences.capturedAt,
    })
    .from(sequences)
    .where(
      and(
        eq(sequences.needsName, true),
        isNotNull(sequences.line),
        sequenceId === undefined ? undefined : eq(sequences.id, sequenceId),
      ),
    )
    .orderBy(asc(sequences.id))
    .limit(AT_ONCE)
  for (const { id, line, transportType, capturedAt } of nameless) {
    const positions = line ? unpackLine(line) : []
    const middle = positions[Math.floor(positions.length / 2)]
    const place = middle ? await gazetteer.findNearest(middle) : null
    await db
      .update(sequences)
      .set({ name: defaultName({ transportType, capturedAt, place }), needsName: false })
      .where(and(eq(sequences.id, id), eq(sequences.needsName, true))) // its owner may have named it meanwhile
  }
  return nameless.length
}
