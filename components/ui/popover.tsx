'use client'

import { cloneElement, lazy, Suspense, useRef, useState } from 'react'
import type { PopoverProps } from './popover-panel'

const loadPanel = () => import('./popover-panel')
const PopoverPanel = lazy(loadPanel)

/** A small panel under `trigger` (one button). Most are never opened, so what shows one is loaded when somebody is about to. */
export function Popover({ trigger, ...panel }: PopoverProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState<boolean | null>(null) // null: it never was
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': isOpen ?? false,
        onPointerEnter: () => void loadPanel(),
        onFocus: () => void loadPanel(),
        onClick: () => setOpen(!isOpen),
      })}
      {isOpen !== null && (
        <Suspense>
          <PopoverPanel {...panel} button={button} isOpen={isOpen} onOpenChange={setOpen} />
        </Suspense>
      )}
    </>
  )
}
