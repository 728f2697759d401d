import { MapPinPlus } from 'lucide-react'
import Link from 'next/link'
import { connection } from 'next/server'
import { Explorer } from '@/components/map/explorer'
import { SequenceRow } from '@/components/map/sequence-row'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { env } from '@/lib/env'
import { runtime } from '@/lib/runtime'
import { findSequences } from '@/lib/sequences/find-sequences'
import { findPublicExtent } from '@/lib/tiles/public-extent'

export default async function HomePage() {
  await connection() // the database is there when the server runs, not when it is built
  const { db, mapillary } = runtime()
  const [extent, { sequences, nextCursor }] = await Promise.all([
    findPublicExtent(db),
    findSequences(db, { viewer: null }),
  ])
  return (
    <Explorer
      extent={extent}
      styleUrl={env().MAP_STYLE_URL}
      title="Newest sequences"
      isOpenAtFirst={sequences.length === 0}
    >
      {sequences.length === 0 ? (
        <EmptyState
          icon={MapPinPlus}
          title="No public photos yet"
          className="m-4 border-none px-2 py-6 lg:py-14"
          action={
            <LinkButton href="/import" look="primary">
              Import a sequence
            </LinkButton>
          }
        >
          Log in with Mapillary and import your first sequence: it will be the first on this map.
        </EmptyState>
      ) : (
        <>
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))]">
            {sequences.map((sequence) => (
              <SequenceRow
                key={sequence.id}
                sequence={sequence}
                mapillaryUrl={sequence.coverPhotoKey && mapillary.photoPageUrl(sequence.coverPhotoKey)}
              />
            ))}
          </ul>
          {nextCursor && (
            <p className="p-4 text-sm">
              <Link href="/sequences" className="text-link">
                All sequences
              </Link>
            </p>
          )}
        </>
      )}
    </Explorer>
  )
}
