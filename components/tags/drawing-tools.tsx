import { Check, Keyboard, type LucideIcon, RotateCcw, Spline, Square, SquareDashed, Undo2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { describeBox } from './box-by-keys'
import type { DrawingTool, RegionDrawing } from './use-region-drawing'

const TOOLS: Record<DrawingTool, { name: string; icon: LucideIcon; hint: string }> = {
  rectangle: { name: 'Box', icon: Square, hint: 'Draw a box around it.' },
  polygon: { name: 'Outline', icon: Spline, hint: 'Set its corners; a double click ends.' },
  corners: { name: 'Outline', icon: Spline, hint: 'Click its corners, then Done. Drag to look around.' },
  keys: {
    name: 'By keys',
    icon: Keyboard,
    hint: 'Arrow keys move the box, with Shift they change its size, with Alt in small steps. Enter is Done.',
  },
}

const REFUSED_HINT = 'Drag one of its corners, or draw it again.'

/** The tools to draw with; choosing one begins the region anew. */
export function ToolChoice({ drawing, isSphere }: { drawing: RegionDrawing; isSphere: boolean }) {
  const tools: DrawingTool[] = isSphere ? ['corners', 'keys'] : ['rectangle', 'polygon', 'keys']
  return tools.map((tool) => {
    const { name, icon: Icon } = TOOLS[tool]
    return (
      <Button
        key={tool}
        size="small"
        look={drawing.tool === tool ? 'primary' : 'quiet'}
        aria-pressed={drawing.tool === tool}
        className="px-2.5!"
        onClick={() => drawing.restart(tool)}
      >
        <Icon aria-hidden /> {name}
      </Button>
    )
  })
}

/** How to use the chosen tool, and its buttons. */
export function DrawingSteps({ drawing }: { drawing: RegionDrawing }) {
  const { tool, isRefused } = drawing
  return (
    <>
      <p className="text-ink-muted text-sm">{isRefused ? REFUSED_HINT : TOOLS[tool].hint}</p>
      {isRefused && (
        <Button size="small" className="justify-self-start" onClick={() => drawing.restart(tool)}>
          <RotateCcw aria-hidden /> Draw again
        </Button>
      )}
      {tool === 'keys' && <BoxSteps drawing={drawing} />}
      {tool === 'corners' && <CornerSteps drawing={drawing} />}
    </>
  )
}

function BoxSteps({ drawing: { box, moveBox, finish } }: { drawing: RegionDrawing }) {
  return (
    <>
      <Button autoFocus look="secondary" onKeyDown={moveBox} onClick={finish} aria-describedby="box-place">
        <SquareDashed aria-hidden /> Move the box, Enter when it fits
      </Button>
      <p id="box-place" aria-live="polite" className="text-ink-faint text-xs">
        {describeBox(box)}
      </p>
    </>
  )
}

function CornerSteps({ drawing: { corners, finish, removeLastCorner } }: { drawing: RegionDrawing }) {
  return (
    <div className="flex gap-2">
      <Button size="small" look="primary" disabled={corners.length < 3} onClick={finish}>
        <Check aria-hidden /> Done
      </Button>
      <Button size="small" disabled={corners.length === 0} onClick={removeLastCorner}>
        <Undo2 aria-hidden /> Last corner
      </Button>
      <span aria-live="polite" className="self-center text-ink-faint text-xs">
        {corners.length === 0 ? '' : `${corners.length} ${corners.length === 1 ? 'corner' : 'corners'}`}
      </span>
    </div>
  )
}
