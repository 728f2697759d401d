import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { IDS_PER_PIECE, SITEMAP_KINDS, type SitemapKind, type SitemapPiece } from './sitemap-piece'

/** The pieces that hold at least one public page. It reads one row for each piece, however many photos there are. */
export async function findSitemapPieces(db: Db): Promise<SitemapPiece[]> {
  const pieces = await Promise.all(SITEMAP_KINDS.map((kind) => piecesOf(db, kind)))
  return pieces.flat()
}

async function piecesOf(db: Db, kind: SitemapKind): Promise<SitemapPiece[]> {
  const table = sql.identifier(kind)
  const nextPiece = (from: ReturnType<typeof sql>) =>
    sql`(select id / ${IDS_PER_PIECE}::bigint from ${table} where is_public and id >= ${from} order by id limit 1)`
  const rows = await db.execute<{ number: string }>(sql`
    with recursive piece(number) as (
      select ${nextPiece(sql`0`)}
      union all
      select ${nextPiece(sql`(piece.number + 1) * ${IDS_PER_PIECE}::bigint`)} from piece where piece.number is not null
    )
    select number from piece where number is not null`)
  return rows.map(({ number }) => ({ kind, number: Number(number) }))
}
