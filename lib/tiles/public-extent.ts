import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Bbox } from '@/lib/geo/bbox'
import { findExtent } from '@/lib/visibility/find-extent'

const SAMPLE = 20_000 // so many sequences span what there is; reading all of millions would make every visit slow

/** The box around all public sequences in degrees (east may pass 180); null when there are none. */
export function findPublicExtent(db: Db): Promise<Bbox | null> {
  return findExtent(db, sql`select bbox from sequences where is_public and bbox is not null limit ${SAMPLE}::int`)
}
