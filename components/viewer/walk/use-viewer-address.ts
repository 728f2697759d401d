import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { type Look, parseAddress, type ViewerAddress, viewerPath } from './viewer-address'

const SETTLED_AFTER_MS = 400 // browsers refuse addresses that change many times a second

type Settings = Omit<ViewerAddress, 'look'>

/** A view that the address asks for; `turn` tells two wishes for the same view apart. */
export type Wish = { photoId: string; look: Look; turn: number }

/**
 * Keeps the address of the page that of the view: a step is an entry of the history, panels and looking around change the last one.
 * Back and forward show what was seen then.
 */
export function useViewerAddress(
  initial: ViewerAddress,
  photoId: string,
  onPhoto: (photoId: string) => Promise<boolean>,
) {
  const { look: initialLook, ...initialSettings } = initial
  const [settings, setSettings] = useState<Settings>(initialSettings)
  const [wish, setWish] = useState<Wish | null>(() => (initialLook ? { photoId, look: initialLook, turn: 0 } : null))
  const look = useRef<{ photoId: string; look: Look | null }>({ photoId, look: initialLook })
  const firstId = useRef(photoId)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const passedAt = useRef(Number.NEGATIVE_INFINITY)

  const pathNow = useCallback(
    (changed: Partial<Settings> = {}) =>
      viewerPath(photoId, {
        ...settings,
        ...changed,
        look: look.current.photoId === photoId ? look.current.look : null,
      }),
    [photoId, settings],
  )
  const write = useEffectEvent(() => {
    if (isViewer()) window.history.replaceState(null, '', pathNow())
  })
  useEffect(() => () => clearTimeout(timer.current), [])

  const follow = useEffectEvent(async () => {
    const asked = idOf(window.location.pathname)
    if (!asked) return
    clearTimeout(timer.current)
    const { look: wished, ...rest } = parseAddress(new URLSearchParams(window.location.search))
    setSettings(rest)
    look.current = { photoId: asked, look: wished }
    if (wished) setWish((before) => ({ photoId: asked, look: wished, turn: (before?.turn ?? 0) + 1 }))
    await onPhoto(asked)
  })
  useEffect(() => {
    const listener = () => void follow()
    if (idOf(window.location.pathname) !== firstId.current) listener() // out of the router's memory with an older photo
    window.addEventListener('popstate', listener)
    return () => window.removeEventListener('popstate', listener)
  }, [])

  return {
    settings,
    wish: wish?.photoId === photoId ? wish : null,
    /** The address of exactly this view. */
    href: () => new URL(pathNow(), window.location.href).href,
    /** One looks elsewhere; null: as the photo opens. */
    looked: useCallback(
      (next: Look | null) => {
        const { current: before } = look
        if (next === null && before.photoId === photoId && before.look === null) return
        look.current = { photoId, look: next }
        clearTimeout(timer.current)
        timer.current = setTimeout(() => write(), SETTLED_AFTER_MS)
      },
      [photoId],
    ),
    set(changed: Partial<Settings>) {
      setSettings((current) => ({ ...current, ...changed }))
      window.history.replaceState(null, '', pathNow(changed))
    },
    /** One has gone on to another photo; `isPassing`: it is not worth an entry of the history. */
    arrived(nextId: string, { isPassing = false } = {}) {
      clearTimeout(timer.current)
      const path = viewerPath(nextId, { ...settings, look: null })
      if (!isPassing) return window.history.pushState(null, '', path)
      if (performance.now() - passedAt.current < SETTLED_AFTER_MS) {
        timer.current = setTimeout(() => write(), SETTLED_AFTER_MS)
        return
      }
      passedAt.current = performance.now()
      window.history.replaceState(null, '', path)
    },
  }
}

function idOf(pathname: string): string | null {
  return /^\/photos\/(\d+)$/.exec(pathname)?.[1] ?? null
}

function isViewer(): boolean {
  return idOf(window.location.pathname) !== null
}
