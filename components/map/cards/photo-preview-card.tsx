import { SearchedObjectMark } from '@/components/photos/searched-object-mark'
import { Attribution } from '@/components/ui/attribution'
import { LinkButton } from '@/components/ui/link-button'
import { formatDateTime } from '@/lib/format/date'
import { imagePath, imageSrcSet, photoPath } from '@/lib/photos/paths'
import { searchedBox } from '@/lib/photos/searched-box'
import { pathWith } from '@/lib/search/search-url'
import { MapCard } from './map-card'
import { useAnswer } from './use-answer'

/** A photo chosen by a finger or by the keyboard: what a pointer sees on its way, with the button that opens it. */
export function PhotoPreviewCard({
  photoId,
  search,
  onClose,
}: {
  photoId: string
  search: URLSearchParams
  onClose: () => void
}) {
  const properties = useAnswer(`/api/v1/photos/${photoId}`, 'PhotoDetails')?.properties
  const box = properties && searchedBox(properties.tags, search.getAll('tag'))
  return (
    <MapCard label="Chosen photo" title={properties?.sequence.name ?? 'Photo'} onClose={onClose}>
      <div className="relative aspect-[3/2] min-h-0 w-full overflow-hidden">
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          src={imagePath(photoId, 640)}
          srcSet={imageSrcSet(photoId, [320, 640, 1024])}
          sizes="20rem"
          alt=""
          className="size-full bg-sunken object-cover"
        />
        {box && <SearchedObjectMark photoId={photoId} box={box} />}
      </div>
      <div className="grid gap-3 p-4">
        <div className="min-h-9 text-sm">
          {properties && (
            <>
              <p className="font-[550]">{formatDateTime(properties.capturedAt, properties.timeZone)}</p>
              <Attribution
                username={properties.user.username}
                url={properties.links.mapillary}
                isGone={properties.goneAt !== null}
                isPrivate={properties.private}
              />
            </>
          )}
        </div>
        <LinkButton
          href={pathWith(photoPath(photoId), search)}
          look="primary"
          size="small"
          className="justify-self-start"
        >
          Open photo
        </LinkButton>
      </div>
    </MapCard>
  )
}
