import { flushSync } from 'react-dom'
import type { Viewer } from '@/components/viewer/use-viewer'
import { useKeys } from './use-keys'
import type { Bar } from './viewer-address'

const ZOOM_FACTOR = 1.5

/** The keys of the viewer, as keys-help.tsx lists them. */
export function useViewerKeys(viewer: Viewer): void {
  const { address, isDrawing, picture, regions, stage, steps, tagging } = viewer
  const { play } = steps
  const canMark = viewer.isLoggedIn && !viewer.photo.properties.isOwner
  const toggleBar = (bar: Bar) => address.set({ bar: address.settings.bar === bar ? null : bar })
  const zoomIn = () => picture.current?.zoomBy(ZOOM_FACTOR)
  useKeys({
    ArrowRight: () => steps.stepTo('forward'),
    ArrowLeft: () => steps.stepTo('back'),
    ...(!isDrawing && { Escape: () => viewer.wayBack.current?.click() }), // else the editor's
    a: () => viewer.isLoggedIn && !isDrawing && tagging.start(null, true),
    ' ': () => (play.playing ? play.pause() : steps.canGo('forward') && play.play('forward')),
    d: regions.toggle,
    r: () => {
      flushSync(regions.show) // else there may be none to go to
      stage.current?.querySelector<HTMLElement>('[data-region-cursor]')?.focus()
    },
    v: () => canMark && viewer.viewpoint.mark(true),
    m: () => !isDrawing && viewer.swapMap(),
    t: () => toggleBar('photos'),
    e: () => toggleBar('altitude'),
    '+': zoomIn,
    '=': zoomIn,
    '-': () => picture.current?.zoomBy(1 / ZOOM_FACTOR),
    '0': () => picture.current?.reset(),
    f: viewer.toggleFullScreen,
    '?': () => viewer.setHelpOpen(true),
  })
}
