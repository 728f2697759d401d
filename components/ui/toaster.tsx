'use client'

import { Toaster as Sonner } from 'sonner'

/** Where `toast` from sonner shows up. Errors that must not be missed are Notices instead. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-3 rounded-card bg-ink px-4 py-3 text-paper text-sm shadow-floating [&_svg]:size-4',
          actionButton: 'ml-auto shrink-0 rounded-lg px-2 py-1 font-semibold underline underline-offset-4',
          description: 'opacity-80',
        },
      }}
    />
  )
}
