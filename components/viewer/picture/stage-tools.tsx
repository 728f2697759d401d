import { CircleHelp, Maximize, Minus, Plus, ScanSearch } from 'lucide-react'
import type { RefObject } from 'react'
import type { PictureHandle } from './picture-props'
import { StageButton } from './stage-button'

/** The buttons on the picture; each has a key of its own too. */
export function StageTools({
  tools,
  picture,
  hasRegions,
  showsRegions,
  onRegions,
  onFullScreen,
  onHelp,
}: {
  tools: RefObject<HTMLDivElement | null>
  picture: RefObject<PictureHandle | null>
  hasRegions: boolean
  showsRegions: boolean
  onRegions: () => void
  onFullScreen: () => void
  onHelp: () => void
}) {
  return (
    <div ref={tools} className="pointer-events-auto flex gap-1.5">
      {hasRegions && (
        <StageButton label="Objects" keyName="D" aria-pressed={showsRegions} onClick={onRegions}>
          <ScanSearch aria-hidden />
        </StageButton>
      )}
      <StageButton label="Zoom in" keyName="+" className="max-sm:hidden" onClick={() => picture.current?.zoomBy(1.5)}>
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
      <StageButton label="Full screen" keyName="F" onClick={onFullScreen}>
        <Maximize aria-hidden />
      </StageButton>
      <StageButton label="Keys" keyName="?" className="max-sm:hidden" onClick={onHelp}>
        <CircleHelp aria-hidden />
      </StageButton>
    </div>
  )
}
