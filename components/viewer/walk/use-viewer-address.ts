import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Look, parseAddress, type ViewerAddress, viewerPath } from './viewer-address'

const SETTLED_AFTER_MS = 400 // browsers refuse addresses that change many times a second

type Settings = Omit<ViewerAddress, 'look'>

/** A view that the address requests; `turn` tells two requests for the same view apart. */
export type RequestedView = { photoId: string; look: Look; turn: number }

/**
 * Keeps the address of the page in step with the view. A whole walk is one entry of the history, so that Back leads out of the viewer:
 * steps, panels and looking around change the current entry.
 */
export function useViewerAddress(
  initial: ViewerAddress,
  photoId: string,
  onPhoto: (photoId: string) => Promise<boolean>,
) {
  const { look: initialLook, ...initialSettings } = initial
  const [settings, setSettings] = useState<Settings>(initialSettings)
  const [requestedView, setRequestedView] = useState<RequestedView | null>(() =>
    initialLook ? { photoId, look: initialLook, turn: 0 } : null,
  )
  const look = useRef<{ photoId: string; look: Look | null }>({ photoId, look: initialLook })
  const currentPath = useCallback(
    (changed: Partial<Settings> = {}) =>
      viewerPath(photoId, {
        ...settings,
        ...changed,
        look: look.current.photoId === photoId ? look.current.look : null,
      }),
    [photoId, settings],
  )
  const { writeNow, writeLater, cancelWrite } = useAddressWriter(currentPath)

  useHistoryMoves(photoId, async (targetId, { look: targetLook, ...targetSettings }) => {
    cancelWrite()
    setSettings(targetSettings)
    look.current = { photoId: targetId, look: targetLook }
    if (targetLook) {
      setRequestedView((before) => ({ photoId: targetId, look: targetLook, turn: (before?.turn ?? 0) + 1 }))
    }
    await onPhoto(targetId)
  })

  return {
    settings,
    requestedView: requestedView?.photoId === photoId ? requestedView : null,
    /** The address of exactly this view. */
    href: () => new URL(currentPath(), window.location.href).href,
    /** The viewer looks elsewhere; null: as the photo opens. */
    looked: useCallback(
      (next: Look | null) => {
        const { current: before } = look
        if (next === null && before.photoId === photoId && before.look === null) return
        look.current = { photoId, look: next }
        writeLater()
      },
      [photoId, writeLater],
    ),
    set(changed: Partial<Settings>) {
      setSettings((current) => ({ ...current, ...changed }))
      window.history.replaceState(null, '', currentPath(changed))
    },
    /** Another photo is shown now. */
    arrived(nextId: string) {
      cancelWrite()
      writeNow(viewerPath(nextId, { ...settings, look: null }))
    },
  }
}

/** Writes the address over the current entry of the history, no more often than browsers allow. */
function useAddressWriter(currentPath: () => string) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const writtenAt = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => () => clearTimeout(timer.current), [])
  const write = useEffectEvent(() => {
    if (photoIdOf(window.location.pathname) !== null) window.history.replaceState(null, '', currentPath())
  })
  const [writer] = useState(() => {
    const cancelWrite = () => clearTimeout(timer.current)
    const writeLater = () => {
      cancelWrite()
      timer.current = setTimeout(() => write(), SETTLED_AFTER_MS)
    }
    const writeNow = (path: string) => {
      if (performance.now() - writtenAt.current < SETTLED_AFTER_MS) return writeLater()
      writtenAt.current = performance.now()
      window.history.replaceState(null, '', path)
    }
    return { cancelWrite, writeLater, writeNow }
  })
  return writer
}

/** Tells when the browser goes back or forward to a photo, or opens the page with a photo other than the address's. */
function useHistoryMoves(photoId: string, onMove: (photoId: string, address: ViewerAddress) => Promise<void>) {
  const firstId = useRef(photoId)
  const follow = useEffectEvent(() => {
    const targetId = photoIdOf(window.location.pathname)
    if (targetId) void onMove(targetId, parseAddress(new URLSearchParams(window.location.search)))
  })
  useEffect(() => {
    const listener = () => follow()
    if (photoIdOf(window.location.pathname) !== firstId.current) listener() // from the router's cache, with an older photo
    window.addEventListener('popstate', listener)
    return () => window.removeEventListener('popstate', listener)
  }, [])
}

function photoIdOf(pathname: string): string | null {
  return /^\/photos\/(\d+)$/.exec(pathname)?.[1] ?? null
}
