import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { uploads } from '@/db/schema/uploads'
import { EXPECTED_WAIT_HOURS, LISTED_DAYS, WAIT_DAYS } from './wait-limits'

const MOST_LISTED = 24

export type WaitingUpload = {
  id: string
  name: string
  transportType: string
  createdAt: Date
  state: 'waiting' | 'late' | 'given-up'
  endsAt: Date // when it is given up, or forgotten
}

/** The user's announced sequences that Mapillary has not made yet, the newest first; those given up are listed for a month more. Older ones follow when these are gone. */
export async function listWaitingUploads(db: Db, userId: number): Promise<WaitingUpload[]> {
  const rows = await db
    .select({
      id: uploads.id,
      name: uploads.name,
      transportType: uploads.transportType,
      createdAt: uploads.createdAt,
      state: sql<WaitingUpload['state']>`case when ${uploads.givenUpAt} is not null then 'given-up'
        when ${uploads.createdAt} < now() - ${EXPECTED_WAIT_HOURS}::int * interval '1 hour' then 'late' else 'waiting' end`,
      endsAt:
        sql`coalesce(${uploads.givenUpAt} + ${LISTED_DAYS}::int * interval '1 day', ${uploads.createdAt} + ${WAIT_DAYS}::int * interval '1 day')`.mapWith(
          uploads.createdAt,
        ),
    })
    .from(uploads)
    .where(and(eq(uploads.ownerId, userId), isNull(uploads.importedAt)))
    .orderBy(desc(uploads.createdAt))
    .limit(MOST_LISTED)
  return rows
}
