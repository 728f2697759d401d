'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { PHONE, useMedia } from './use-media'

const Sonner = lazy(() => import('sonner').then(({ Toaster }) => ({ default: Toaster })))
const LOADED_AFTER_MS = 1_000 // not at the first message: that may be about the network

/** Where toasts appear. It loads after the content of the page; sonner keeps earlier messages until then. */
export function Toaster() {
  const [isWanted, setWanted] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setWanted(true), LOADED_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  const isOnPhone = useMedia(PHONE)
  if (!isWanted) return null
  return (
    <Suspense>
      <Sonner
        position={isOnPhone ? 'top-center' : 'bottom-center'} // a phone has its buttons below
        mobileOffset={{ top: 'calc(var(--header-height) + 0.5rem)' }}
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
    </Suspense>
  )
}
