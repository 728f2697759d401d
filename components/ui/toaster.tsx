'use client'

import { useSyncExternalStore } from 'react'
import { dismissToast, toastStore } from './toast'

/** Where `toast` shows up: at the bottom, read out politely. */
export function Toaster() {
  const messages = useSyncExternalStore(toastStore.subscribe, toastStore.read, toastStore.readOnServer)
  return (
    <ol
      aria-live="polite"
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-4 bottom-4 z-50 mx-auto grid max-w-sm gap-2"
    >
      {messages.map(({ id, text, detail, tone }) => (
        <li
          key={id}
          data-tone={tone}
          className="pointer-events-auto flex animate-appear items-start gap-3 rounded-card bg-ink px-4 py-3 text-paper text-sm shadow-floating"
        >
          <span className="grid min-w-0 flex-1">
            <span className="[overflow-wrap:anywhere]">{text}</span>
            {detail && <span className="opacity-80 [overflow-wrap:anywhere]">{detail}</span>}
          </span>
          <button
            type="button"
            aria-label="Dismiss"
            onClick={() => dismissToast(id)}
            className="-my-1 -mr-2 grid size-7 shrink-0 place-items-center rounded-lg text-lg leading-none hover:bg-paper/15"
          >
            ×
          </button>
        </li>
      ))}
    </ol>
  )
}
