'use client'

import { createContext, type ReactNode, use, useMemo, useState } from 'react'

type ShownPhoto = { shownId: string | null; show: (photoId: string | null) => void }

const ShownPhotoContext = createContext<ShownPhoto>({ shownId: null, show: () => undefined })

/** What is pointed at on the map is marked in the list, and the other way round. */
export function ShownPhotoProvider({ children }: { children: ReactNode }) {
  const [shownId, show] = useState<string | null>(null)
  const shown = useMemo(() => ({ shownId, show }), [shownId])
  return <ShownPhotoContext value={shown}>{children}</ShownPhotoContext>
}

export function useShownPhoto(): ShownPhoto {
  return use(ShownPhotoContext)
}
