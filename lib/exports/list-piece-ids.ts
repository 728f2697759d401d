import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { IDS_PER_PIECE, type SitemapPiece } from './sitemap-piece'

const IDS_PER_QUERY = 5_000

/** The ids of the public pages of one piece, in their order, read in batches so that memory stays flat. */
export async function* listPieceIds(db: Db, { kind, number }: SitemapPiece): AsyncGenerator<string> {
  const end = (number + 1) * IDS_PER_PIECE
  let next = number * IDS_PER_PIECE
  for (;;) {
    const rows = await db.execute<{ id: string }>(sql`
      select id from ${sql.identifier(kind)} where is_public and id >= ${next} and id < ${end} order by id limit ${IDS_PER_QUERY}`)
    for (const { id } of rows) yield String(id)
    const last = rows.at(-1)
    if (!last || rows.length < IDS_PER_QUERY) return
    next = Number(last.id) + 1
  }
}
