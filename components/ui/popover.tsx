'use client'

import { type ComponentProps, cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react'

const loadPanel = () => import('./popover-panel')
const PopoverPanel = lazy(loadPanel)

export type PopoverProps = {
  trigger: ReactElement<ComponentProps<'button'>>
  label: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** A small panel under `trigger` (one button). Most are never opened, so what shows one is loaded when somebody is about to. */
export function Popover(props: PopoverProps) {
  const [isWanted, setWanted] = useState(false)
  const closed = cloneElement(props.trigger, {
    'aria-haspopup': 'dialog',
    'aria-expanded': false,
    onPointerEnter: () => void loadPanel(),
    onFocus: () => void loadPanel(),
    onClick: () => setWanted(true),
  })
  if (!isWanted) return closed
  return (
    <Suspense fallback={closed}>
      <PopoverPanel {...props} />
    </Suspense>
  )
}
