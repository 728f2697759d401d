'use client'

import { usePathname } from 'next/navigation'
import { PhotoCard } from '@/components/photos/photo-card'
import { classNames } from '@/components/ui/class-names'
import { LinkButton } from '@/components/ui/link-button'
import type { CardPhoto } from '@/lib/photos/card-photo'
import { changed, pathWith, searchOf } from '@/lib/search/search-url'
import { PendingResult } from './pending-result'
import { useSearch } from './search-context'
import { useShownPhoto } from './shown-photo'

/** One page of the photos that were found. Each leads into the viewer, which walks on through the same result. */
export function ResultList({
  photos,
  nextCursor,
  className,
}: {
  photos: CardPhoto[]
  nextCursor: string | null
  className?: string
}) {
  const { params } = useSearch()
  const path = usePathname()
  const { shownId, show } = useShownPhoto()
  const search = searchOf(params)
  return (
    <PendingResult>
      <ul className={classNames('grid gap-x-4 gap-y-7', className)}>
        {photos.map((photo) => (
          <PhotoCard
            key={photo.id}
            photo={photo}
            search={search}
            isShown={photo.id === shownId}
            onPoint={(isPointed) => show(isPointed ? photo.id : null)}
          />
        ))}
      </ul>
      {(params.has('cursor') || nextCursor !== null) && (
        <nav aria-label="Pages" className="mt-8 flex justify-center gap-2">
          {params.has('cursor') && (
            <LinkButton href={pathWith(path, changed(params, {}))}>Back to the start</LinkButton>
          )}
          {nextCursor !== null && (
            <LinkButton href={pathWith(path, changed(params, { cursor: nextCursor }))}>More photos</LinkButton>
          )}
        </nav>
      )}
    </PendingResult>
  )
}
