'use client'

import {
  type ComponentProps,
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useRef,
  useState,
} from 'react'

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
