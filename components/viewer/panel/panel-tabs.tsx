import type { KeyboardEvent } from 'react'
import { PANELS, type Panel } from '@/components/viewer/walk/viewer-address'

const PANEL_NAMES: Record<Panel, string> = { tags: 'Objects', data: 'Photo data' }

/** The choice of what stands beside the picture. Arrow keys lead from one to the other, as in every list of tabs. */
export function PanelTabs({ panel, onPanel }: { panel: Panel; onPanel: (panel: Panel) => void }) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const turn = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (!turn) return
    event.preventDefault()
    const next = PANELS[(PANELS.indexOf(panel) + turn + PANELS.length) % PANELS.length] ?? panel
    onPanel(next)
    document.getElementById(`tab-${next}`)?.focus()
  }
  return (
    <div role="tablist" aria-label="About the photo" className="flex gap-5 border-b" onKeyDown={onKeyDown}>
      {PANELS.map((name) => (
        <button
          key={name}
          type="button"
          role="tab"
          id={`tab-${name}`}
          aria-selected={panel === name}
          aria-controls="photo-panel"
          tabIndex={panel === name ? 0 : -1}
          onClick={() => onPanel(name)}
          className="-mb-px h-10 border-transparent border-b-2 font-[550] text-ink-muted text-sm hover:text-ink aria-selected:border-accent aria-selected:text-ink"
        >
          {PANEL_NAMES[name]}
        </button>
      ))}
    </div>
  )
}
