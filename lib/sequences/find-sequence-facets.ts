import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '@/db/client'
import { sequences } from '@/db/schema/sequences'
import { type Viewer, visibleSequences } from '@/lib/visibility/visible-rows'

const MAX_TAGS = 20

const Row = z.object({ value: z.string(), count: z.number() })
export type SequenceFacets = Record<'transport' | 'sequenceTag', z.infer<typeof Row>[]>

/** The kinds of transport and the most used tags of the sequences that `viewer` may see, the most frequent first. */
export async function findSequenceFacets(db: Db, viewer: Viewer): Promise<SequenceFacets> {
  const seen = sql`${sequences} where ${visibleSequences(viewer)}`
  const [transport, sequenceTag] = await Promise.all([
    db.execute(sql`
      select transport_type as value, count(*)::int as count from ${seen} and transport_type is not null
      group by 1 order by 2 desc, 1`),
    db.execute(sql`
      select tag as value, count(*)::int as count from (select unnest(tags) as tag from ${seen}) used
      group by 1 order by 2 desc, 1 limit ${MAX_TAGS}::int`),
  ])
  return {
    transport: [...transport].map((row) => Row.parse(row)),
    sequenceTag: [...sequenceTag].map((row) => Row.parse(row)),
  }
}
