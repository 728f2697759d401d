import { createContext, useContext } from 'react'
import type { Viewer } from './use-viewer'

const ViewerContext = createContext<Viewer | null>(null)

export const ViewerProvider = ViewerContext.Provider

/** The viewer around a part of it. */
export function useViewerContext(): Viewer {
  const viewer = useContext(ViewerContext)
  if (!viewer) throw new Error('This part belongs inside a PhotoViewer')
  return viewer
}
