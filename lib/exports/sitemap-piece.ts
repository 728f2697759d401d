import { z } from 'zod'

/** What pages a sitemap lists. */
export const SITEMAP_KINDS = ['photos', 'sequences'] as const
export type SitemapKind = (typeof SITEMAP_KINDS)[number]

/** A sitemap may hold 50,000 addresses (https://www.sitemaps.org/protocol.html). Piece N holds the ids from N × this number on. */
export const IDS_PER_PIECE = 50_000

export type SitemapPiece = { kind: SitemapKind; number: number }

const FileName = z
  .string()
  .regex(/^(photos|sequences)-\d{1,10}\.xml$/)
  .transform((name): SitemapPiece => {
    const [, kind, number] = /^(photos|sequences)-(\d+)/.exec(name) ?? []
    return { kind: kind === 'photos' ? 'photos' : 'sequences', number: Number(number) }
  })

/** `photos-3.xml` → piece 3 of the photos; null for any other name. */
export function parsePieceName(fileName: string): SitemapPiece | null {
  return FileName.safeParse(fileName).data ?? null
}

export function pieceName({ kind, number }: SitemapPiece): string {
  return `${kind}-${number}.xml`
}
