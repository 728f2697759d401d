'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { Button } from './button'
import { classNames } from './class-names'
import { IconButton } from './icon-button'

/** A modal dialog; on a phone it rises from the bottom edge. `trigger` is the button that opens it. */
export function Dialog({
  title,
  description,
  trigger,
  children,
  isOpen,
  onOpenChange,
  className,
}: {
  title: ReactNode
  description?: ReactNode
  trigger?: ReactNode
  children: ReactNode
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  className?: string
}) {
  return (
    <Radix.Root {...(isOpen !== undefined && { open: isOpen })} {...(onOpenChange && { onOpenChange })}>
      {trigger && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-scrim data-[state=open]:animate-appear" />
        <Radix.Content
          {...(!description && { 'aria-describedby': undefined })}
          className={classNames(
            'fixed inset-x-0 bottom-0 z-50 grid max-h-[90dvh] gap-4 overflow-y-auto rounded-t-card border border-line bg-surface p-6 shadow-floating outline-none data-[state=open]:animate-appear',
            'sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[28rem] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-card',
            className,
          )}
        >
          <div className="flex items-start justify-between gap-4">
            <div className="grid gap-1.5">
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description && <Radix.Description className="text-ink-muted text-sm">{description}</Radix.Description>}
            </div>
            <Radix.Close asChild>
              <IconButton label="Close" size="small" className="-mt-1 -mr-2">
                <X />
              </IconButton>
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** Closes the dialog around it when pressed; wraps one button. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>
}

/** The buttons of a dialog: one that closes it, and what is done otherwise. */
export function DialogFoot({ cancel, children }: { cancel: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <DialogClose>
        <Button>{cancel}</Button>
      </DialogClose>
      {children}
    </div>
  )
}
