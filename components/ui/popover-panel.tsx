'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode, RefObject } from 'react'
import { classNames } from './class-names'

export type PopoverProps = {
  trigger: ReactElement<ComponentProps<'button'>>
  label: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
}

/** What a popover opens. The focus goes back to `button` unless it went elsewhere. */
export default function PopoverPanel({
  button,
  isOpen,
  onOpenChange,
  label,
  children,
  align = 'start',
  className,
}: Omit<PopoverProps, 'trigger'> & {
  button: RefObject<HTMLButtonElement | null>
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
}) {
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Anchor virtualRef={button} />
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={8}
          collisionPadding={12}
          onInteractOutside={(event) => {
            // The button closes by itself.
            if (event.target instanceof Node && button.current?.contains(event.target)) event.preventDefault()
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            const isElsewhere = document.activeElement !== document.body
            if (!isElsewhere) button.current?.focus({ preventScroll: true })
          }}
          className={classNames(
            'z-50 max-h-(--radix-popover-content-available-height) w-[min(22rem,calc(100vw-1.5rem))] animate-appear overflow-y-auto rounded-card border border-line bg-surface p-4 shadow-floating outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
