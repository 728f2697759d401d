'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { Notice } from '@/components/ui/notice'
import { DISMISSED_COOKIE } from './dismissed'

const A_YEAR_SECONDS = 365 * 86_400
const MOST_REMEMBERED = 20

/** What admins tell everybody; each can be dismissed, which the browser remembers. `dismissed`: those that it has. */
export function Announcements({
  announcements,
  dismissed,
}: {
  announcements: { id: number; text: string }[]
  dismissed: number[]
}) {
  const [gone, setGone] = useState(dismissed)
  const dismiss = (id: number) => {
    const next = [...gone, id].slice(-MOST_REMEMBERED)
    setGone(next)
    // biome-ignore lint/suspicious/noDocumentCookie: the server reads it, so that nothing jumps; few browsers know the Cookie Store
    document.cookie = `${DISMISSED_COOKIE}=${next.join('.')}; path=/; max-age=${A_YEAR_SECONDS}; samesite=lax`
  }
  return announcements
    .filter(({ id }) => !gone.includes(id))
    .map(({ id, text }) => (
      <Notice
        key={id}
        className="rounded-none! px-4 sm:px-6"
        title={<span className="whitespace-pre-line">{text}</span>}
        action={
          <IconButton label="Dismiss this announcement" onClick={() => dismiss(id)}>
            <X />
          </IconButton>
        }
      />
    ))
}
