import { useRef, useState } from 'react'
import { useTagOverlay } from '@/components/tags/use-tag-overlay'
import { useTagging } from '@/components/tags/use-tagging'
import { useViewpointMark } from '@/components/viewer/panel/use-viewpoint-mark'
import type { PictureHandle } from '@/components/viewer/picture/picture-props'
import { useRegions } from '@/components/viewer/regions/use-regions'
import { useNearby } from '@/components/viewer/walk/use-nearby'
import { usePhotoWalk } from '@/components/viewer/walk/use-photo-walk'
import { useResultPlace } from '@/components/viewer/walk/use-result-place'
import { useSteps } from '@/components/viewer/walk/use-steps'
import { useViewerAddress } from '@/components/viewer/walk/use-viewer-address'
import type { ViewerAddress } from '@/components/viewer/walk/viewer-address'
import { describePhoto } from '@/lib/photos/describe-photo'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { PlaceInResult } from '@/lib/search/find-place-in-result'

export type ViewerProps = {
  initial: PhotoDetailsFeature
  initialAddress: ViewerAddress
  searchText: string | null // the search whose result is walked, in words
  placeInResult: PlaceInResult | null // of the first photo
  isLoggedIn: boolean
  isModerator: boolean
  isMarkAsked: boolean
  isTagAsked: boolean
  isReportAsked: boolean
}

export type Viewer = ReturnType<typeof useViewer>

/** All that the parts of the viewer share: the photo, the ways on from it, its address, its regions and its tags. */
export function useViewer({
  initial,
  initialAddress,
  searchText,
  placeInResult,
  isLoggedIn,
  isModerator,
}: ViewerProps) {
  const [search, setSearch] = useState(initialAddress.search)
  const walk = usePhotoWalk(initial, search)
  const { photo } = walk
  const resultPlace = useResultPlace(walk, placeInResult)
  const address = useViewerAddress(initialAddress, photo.id, walk.show)
  const viewpoint = useViewpointMark(walk)
  const tagging = useTagging(walk)
  const isDrawing = tagging.draft !== null
  const [sheet, setSheet] = useState<HTMLElement | null>(null)
  const tagOverlay = useTagOverlay(photo, tagging, sheet)
  const regions = useRegions(photo.properties.tags, { editedId: tagging.draft?.tag?.id, search })
  const steps = useSteps(walk, {
    isLocked: isDrawing, // a region that is being drawn is not left by accident
    onLeave: () => regions.highlight(null),
    onArrive: address.arrived,
  })
  const nearby = useNearby(photo.id)
  const [viewHeading, setViewHeading] = useState<number | null>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const stage = useRef<HTMLDivElement>(null)
  const picture = useRef<PictureHandle>(null)
  const wayBack = useRef<HTMLAnchorElement>(null)

  const isMapLarge = address.settings.isMapLarge && !isDrawing // one draws on the large picture
  const leaveSearch = () => {
    setSearch('')
    address.set({ search: '' })
  }
  return {
    walk,
    photo,
    isFirstPhoto: photo.id === initial.id,
    description: describePhoto(photo.properties),
    address,
    viewpoint,
    tagging,
    isDrawing,
    tagOverlay,
    setSheet,
    regions,
    steps,
    nearby,
    heading: viewHeading ?? photo.properties.compassAngle,
    setViewHeading,
    isMapLarge,
    isLoggedIn,
    isModerator,
    resultPlace,
    walkedSearch: walk.isInResult && searchText !== null ? { text: searchText, leave: leaveSearch } : null,
    stage,
    picture,
    wayBack,
    isHelpOpen,
    setHelpOpen,
    swapMap: () => address.set({ isMapLarge: !isMapLarge }),
    toggleFullScreen: () => toggleFullScreen(stage.current),
  }
}

function toggleFullScreen(element: HTMLElement | null) {
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined)
  else element?.requestFullscreen().catch(() => undefined)
}
