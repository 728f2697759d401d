import { type ReactNode, type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { classNames } from '@/components/ui/class-names'
import { PHONE, useMedia } from '@/components/ui/use-media'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { keyBoxOf } from './box-by-keys'

/** The panel of the tag editor: on the picture, away from the region; on a phone in the `sheet` below the picture. */
export function EditorPanel({
  label,
  shape,
  space,
  sheet,
  children,
}: {
  label: string
  shape: TagShape | null
  space: PictureSpace
  sheet: HTMLElement | null
  children: ReactNode
}) {
  const isOnPhone = useMedia(PHONE)
  const panel = useRef<HTMLElement>(null)
  const place = useRegionPlace(shape, space, panel)
  const isDrawn = shape !== null
  const showRegion = useEffectEvent(() => {
    if (!shape) return
    const { x, y } = keyBoxOf(shape)
    space.reveal([x, y])
  })
  useEffect(() => {
    if (!isOnPhone || !isDrawn) return
    const request = requestAnimationFrame(() => showRegion()) // in the part of the picture that the panel leaves free
    return () => cancelAnimationFrame(request)
  }, [isOnPhone, isDrawn])
  const isBelow = isOnPhone && sheet !== null
  useEffect(() => {
    if (!panel.current?.contains(document.activeElement)) panel.current?.focus({ preventScroll: true })
  }, [])
  const section = (
    <section
      ref={panel}
      tabIndex={-1}
      aria-label={label}
      className={classNames(
        'pointer-events-auto grid gap-3 bg-surface p-3 max-sm:pb-4 text-ink outline-none',
        !isBelow && 'absolute inset-x-3 z-20 mx-auto max-w-md rounded-card border shadow-floating',
        !isBelow && (place.isLow ? 'top-16' : 'bottom-3'),
        !isBelow && isDrawn && (place.isRight ? 'ml-0' : 'mr-0'),
      )}
    >
      {children}
    </section>
  )
  return isBelow ? createPortal(section, sheet) : section
}

/** In which half of the frame the region lies: the panel goes into the other one. */
function useRegionPlace(shape: TagShape | null, space: PictureSpace, panel: RefObject<HTMLElement | null>) {
  const [place, setPlace] = useState({ isLow: false, isRight: false })
  useLayoutEffect(() => {
    const frame = panel.current?.offsetParent
    if (!shape || !frame) return setPlace({ isLow: false, isRight: false })
    const { x, y } = keyBoxOf(shape)
    const [left, top] = space.toFrame([x, y]) ?? [0, 0]
    setPlace({ isLow: top > frame.clientHeight / 2, isRight: left > frame.clientWidth / 2 })
  }, [shape, space, panel])
  return place
}
