import { Attribution } from '@/components/ui/attribution'
import { classNames } from '@/components/ui/class-names'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { label } from '@/lib/format/label'
import { onPicture } from './stage-button'

/** In the lower corner: the name of what is highlighted, and whose picture it is. */
export function StageCredits({ isWide }: { isWide: boolean }) {
  const { photo, regions } = useViewerContext()
  const { user, links, goneAt, private: isPrivate } = photo.properties
  return (
    <div
      className={classNames(
        'pointer-events-none absolute right-3 bottom-3 z-10 grid justify-items-end gap-2',
        !isWide && 'max-w-[55%]', // beside the small map
      )}
    >
      {regions.highlighted && (
        <span className={classNames('rounded-lg px-2.5 py-1.5 font-[550] text-xs', onPicture)}>
          {label(regions.highlighted.value)}
        </span>
      )}
      <Attribution
        username={user.username}
        url={links.mapillary}
        isGone={goneAt !== null}
        isPrivate={isPrivate}
        isOnPicture
        className={classNames('pointer-events-auto rounded-lg px-2.5 py-1.5', onPicture)}
      />
    </div>
  )
}
