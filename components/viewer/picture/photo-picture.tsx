import { ImageOff } from 'lucide-react'
import { highlightOf } from '@/components/viewer/regions/tag-group'
import { SpherePicture } from '@/components/viewer/sphere/sphere-picture'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { isAsOpened, type ViewDirection } from '@/components/viewer/walk/view-direction'
import type { Look } from '@/components/viewer/walk/viewer-address'
import type { AnyTag, PhotoDetailsFeature } from '@/lib/photos/types'
import { FlatPicture } from './flat-picture'
import type { PictureProps } from './picture-props'
import type { usePictureKind } from './use-picture-kind'

/** The photo in sight as a sphere, flat, or a word on why there is no picture. */
export function PhotoPicture({ kind }: { kind: ReturnType<typeof usePictureKind> }) {
  const { photo, walk, address, steps, regions, tagOverlay, picture, description, setViewHeading } = useViewerContext()
  const { isSphere, isMissing } = kind

  const pick = (tag: AnyTag) => {
    regions.highlight(highlightOf(tag))
    address.set({ panel: 'tags' })
    scrollToEntry(tag)
  }
  const lookAround = (direction: ViewDirection) => {
    setViewHeading(Math.round(direction.heading) % 360)
    const isChanged = !isAsOpened(direction, photo.properties.compassAngle)
    address.looked(isChanged ? [direction.heading, direction.pitch, direction.zoom] : null)
  }
  const lookCloser = (look: Look | null) => {
    setViewHeading(null)
    address.looked(look)
  }
  const shared: Omit<PictureProps, 'handle'> = {
    photo,
    description,
    regions: {
      tags: regions.drawn,
      highlighted: regions.highlighted,
      onHighlight: regions.highlight,
      onPick: pick,
      onPoint: tagOverlay.onPoint,
    },
    requestedView: address.requestedView,
    overlay: tagOverlay.overlay,
    onMissing: kind.markMissing,
  }
  return (
    <>
      {kind.keepsSphere && (
        <SpherePicture
          {...shared}
          handle={isSphere ? picture : null}
          isShown={isSphere && !isMissing}
          upcoming={walk.upcoming}
          onLook={lookAround}
          onFailure={kind.failSphere}
          onUnplaced={kind.markUnplaced}
        />
      )}
      {!isSphere && !isMissing && (
        <FlatPicture
          {...shared}
          handle={picture}
          onLook={lookCloser}
          onSwipe={(direction) => steps.stepTo(direction === 1 ? 'forward' : 'back')}
        />
      )}
      {isMissing && (
        <p className="absolute inset-0 grid place-content-center justify-items-center gap-3 px-16 text-center text-sm text-white/80 max-sm:pb-32">
          <ImageOff aria-hidden className="size-8" />
          {wordsWithoutPicture(photo)}
        </p>
      )}
    </>
  )
}

/** Brings the entry of a tag in the list beside the picture into sight. */
function scrollToEntry(tag: AnyTag) {
  const selector =
    tag.source === 'mtp' ? `[data-tag-entry="${CSS.escape(tag.id)}"]` : `[data-tag-value="${CSS.escape(tag.value)}"]`
  document.querySelector(`section ${selector}`)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
}

function wordsWithoutPicture({ properties: { backup, isOwner } }: PhotoDetailsFeature): string {
  if (backup && backup.form !== 'processed' && !isOwner)
    return 'Mapillary has no picture of this photo now, and its original, which is not blurred, is for its owner only.'
  return 'There is no picture of this photo now: neither Mapillary nor the backup has one.'
}
