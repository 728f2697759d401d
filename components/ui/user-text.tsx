'use client'

import { useId, useState } from 'react'
import { splitLinks } from '@/lib/format/links'
import { classNames } from './class-names'

const LONG_FROM = 600 // letters
const LONG_FROM_LINES = 8

/** What somebody wrote about their photos: addresses are links, a long text is folded until the reader opens it. */
export function UserText({ text, className }: { text: string; className?: string }) {
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const isLong = text.length > LONG_FROM || text.split('\n').length > LONG_FROM_LINES
  return (
    <div className={classNames('grid justify-items-start gap-1', className)}>
      <p id={id} dir="auto" className={classNames('w-full whitespace-pre-line', isLong && !isOpen && 'line-clamp-6')}>
        {splitLinks(text).map(({ text: part, href }, index) =>
          href ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their order
            <a key={index} href={href} rel="nofollow ugc noopener" target="_blank" className="text-link">
              {part}
            </a>
          ) : (
            part
          ),
        )}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className="text-link text-sm"
        >
          {isOpen ? 'Show less' : 'Show more'}
        </button>
      )}
    </div>
  )
}
