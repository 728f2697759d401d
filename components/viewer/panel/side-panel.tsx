import { lazy, Suspense } from 'react'
import { PeopleTags } from '@/components/tags/people-tags'
import { highlightOf } from '@/components/viewer/regions/tag-group'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { BlurControls } from './blur-controls'
import { FavouriteButton } from './favourite-button'
import { OwnerControls } from './owner-controls'
import { PanelTabs } from './panel-tabs'
import { PhotoHeading } from './photo-heading'
import { ShareButtons } from './share-buttons'
import { TagList } from './tag-list'
import { ViewpointControl } from './viewpoint-control'

const PhotoFacts = lazy(() => import('./photo-facts'))

/** Beside the picture: what the photo is, its viewpoint marks, and its objects or its data. */
export function SidePanel({
  isOnPhone,
  isMarkAsked,
  isTagAsked,
  isReportAsked,
}: {
  isOnPhone: boolean
  isMarkAsked: boolean
  isTagAsked: boolean
  isReportAsked: boolean
}) {
  const { address, photo, viewpoint, isLoggedIn, isModerator, isDrawing } = useViewerContext()
  const { panel } = address.settings
  return (
    <div
      inert={isDrawing && isOnPhone}
      className="relative z-20 grid content-start gap-6 border-t bg-paper print:overflow-visible print:border-0 px-5 pt-5 pb-10 max-lg:shadow-floating lg:overflow-y-auto lg:border-t-0 lg:border-l lg:px-6 lg:pt-6"
    >
      <PhotoHeading properties={photo.properties} />
      <div className="flex flex-wrap gap-2">
        {isLoggedIn && <FavouriteButton />}
        <ShareButtons photo={photo} hrefNow={address.href} isReportAsked={isReportAsked} />
      </div>
      {photo.properties.isOwner ? (
        <OwnerControls key={photo.id} />
      ) : (
        isModerator && (
          <div>
            <BlurControls key={photo.id} photoId={photo.id} isOwner={false} />
          </div>
        )
      )}
      <ViewpointControl
        photo={photo}
        isLoggedIn={isLoggedIn}
        isAsked={isMarkAsked}
        failure={viewpoint.failure}
        onMark={viewpoint.mark}
      />
      <div className="grid gap-4">
        <PanelTabs panel={panel} onPanel={(name) => address.set({ panel: name })} />
        <section role="tabpanel" id="photo-panel" aria-labelledby={`tab-${panel}`}>
          {panel === 'tags' ? (
            <TagsPanel isTagAsked={isTagAsked} />
          ) : (
            <Suspense fallback={<div className="h-96 animate-pulse rounded-card bg-sunken" />}>
              <PhotoFacts photo={photo} />
            </Suspense>
          )}
        </section>
      </div>
    </div>
  )
}

function TagsPanel({ isTagAsked }: { isTagAsked: boolean }) {
  const { photo, regions, tagging, isLoggedIn } = useViewerContext()
  const { highlighted, highlight } = regions
  return (
    <div className="grid gap-6">
      <PeopleTags
        photo={photo}
        tags={regions.people}
        tagging={tagging}
        isLoggedIn={isLoggedIn}
        isAsked={isTagAsked}
        highlightedId={highlighted?.layer === 'people' ? highlighted.tagId : null}
        onHighlight={(tag) => highlight(tag && highlightOf(tag))}
      />
      <section aria-labelledby="found-by-mapillary" className="grid gap-3">
        <h2 id="found-by-mapillary" className="font-[550] text-sm">
          Found by Mapillary
        </h2>
        <TagList
          tags={regions.detections}
          isShown={regions.isShown}
          onLayer={regions.chooseLayer}
          choice={regions.choice}
          onChoice={regions.setChoice}
          highlighted={highlighted}
          onHighlight={highlight}
        />
      </section>
    </div>
  )
}
