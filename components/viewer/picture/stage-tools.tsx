import { CircleHelp, Maximize, Minus, Plus, ScanSearch } from 'lucide-react'
import type { Ref } from 'react'
import { useViewerContext } from '@/components/viewer/viewer-context'
import { StageButton } from './stage-button'

/** The buttons on the picture; each has a key of its own too. */
export function StageTools({ ref }: { ref: Ref<HTMLDivElement> }) {
  const { picture, regions, isMapLarge, toggleFullScreen, setHelpOpen } = useViewerContext()
  return (
    <div ref={ref} className="pointer-events-auto flex gap-1.5">
      {regions.hasAny && (
        <StageButton label="Objects" keyName="D" aria-pressed={regions.isShown} onClick={regions.toggle}>
          <ScanSearch aria-hidden />
        </StageButton>
      )}
      {!isMapLarge && (
        <>
          <StageButton
            label="Zoom in"
            keyName="+"
            className="max-sm:hidden"
            onClick={() => picture.current?.zoomBy(1.5)}
          >
            <Plus aria-hidden />
          </StageButton>
          <StageButton
            label="Zoom out"
            keyName="-"
            className="max-sm:hidden"
            onClick={() => picture.current?.zoomBy(1 / 1.5)}
          >
            <Minus aria-hidden />
          </StageButton>
        </>
      )}
      <StageButton label="Full screen" keyName="F" onClick={toggleFullScreen}>
        <Maximize aria-hidden />
      </StageButton>
      <StageButton label="Keys" keyName="?" className="max-sm:hidden" onClick={() => setHelpOpen(true)}>
        <CircleHelp aria-hidden />
      </StageButton>
    </div>
  )
}
