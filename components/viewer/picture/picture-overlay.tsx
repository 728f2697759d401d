import type { ReactNode } from 'react'

/** Holds what lies over a picture: the pointer goes through it, but for elements that ask for it, whose presses move no picture. */
export function PictureOverlay({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps events from going on
    <div
      data-overlay
      className="pointer-events-none absolute inset-0"
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      {children}
    </div>
  )
}
