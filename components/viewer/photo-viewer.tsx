'use client'

import { lazy, Suspense, useEffect, useRef } from 'react'
import { noteWelcomed } from '@/components/shell/welcome'
import { PHONE, useMedia } from '@/components/ui/use-media'
import { SidePanel } from '@/components/viewer/panel/side-panel'
import { PictureSection } from '@/components/viewer/picture/picture-section'
import { useKeepFocus } from '@/components/viewer/walk/use-keep-focus'
import { useViewerKeys } from '@/components/viewer/walk/use-viewer-keys'
import { photoTitle } from '@/lib/photos/photo-title'
import { useViewer, type ViewerProps } from './use-viewer'
import { ViewerProvider } from './viewer-context'

const KeysHelp = lazy(() => import('@/components/viewer/walk/keys-help'))

/** One photo large, its map, objects and facts, and the ways to the photos around. */
export function PhotoViewer(props: ViewerProps) {
  const viewer = useViewer(props)
  const { photo, isFirstPhoto, isHelpOpen, steps } = viewer
  const { n, total } = photo.properties
  const area = useRef<HTMLDivElement>(null)
  const isOnPhone = useMedia(PHONE)
  useViewerKeys(viewer)
  useKeepFocus(area, viewer.stage)
  useEffect(() => {
    document.title = `${photoTitle(photo)} · Map the Paths`
  }, [photo])

  useEffect(() => {
    if (!isFirstPhoto) noteWelcomed()
  }, [isFirstPhoto])

  return (
    <ViewerProvider value={viewer}>
      <div
        ref={area}
        className="flex flex-1 flex-col print:block print:h-auto lg:grid lg:h-[calc(100dvh-var(--header-height))] lg:flex-none lg:grid-cols-[minmax(0,1fr)_24rem]"
      >
        <PictureSection isOnPhone={isOnPhone} />
        <SidePanel
          isOnPhone={isOnPhone}
          isMarkAsked={props.isMarkAsked && isFirstPhoto}
          isTagAsked={props.isTagAsked && isFirstPhoto}
          isReportAsked={props.isReportAsked && isFirstPhoto}
        />
        <p aria-live="polite" className="sr-only">
          {isFirstPhoto || steps.play.playing ? '' : `Photo ${n} of ${total}. ${viewer.description}`}
        </p>
        {isHelpOpen && (
          <Suspense>
            <KeysHelp isOpen onOpenChange={viewer.setHelpOpen} />
          </Suspense>
        )}
      </div>
    </ViewerProvider>
  )
}
