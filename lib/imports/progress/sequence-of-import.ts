import { sql } from 'drizzle-orm'
import { imports } from '@/db/schema/imports'
import { sequences } from '@/db/schema/sequences'

const removed = imports.removedSequence

/** Of imports left joined with sequences: the sequence, also when it was removed at the end of the import. */
export const sequenceOfImport = {
  id: sql<number>`coalesce(${sequences.id}, (${removed} ->> 'id')::bigint)`.mapWith(Number),
  name: sql<string>`coalesce(${sequences.name}, ${removed} ->> 'name', '')`,
  key: sql<string>`coalesce(${sequences.mapillaryKey}, ${removed} ->> 'mapillaryKey', '')`,
}
