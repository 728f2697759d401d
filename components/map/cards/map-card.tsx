import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'

/** A card on the map about what was chosen there. It takes the focus and closes by Escape. */
export function MapCard({
  label,
  title,
  onClose,
  children,
  className,
}: {
  label: string
  title: ReactNode
  onClose: () => void
  children: ReactNode
  className?: string
}) {
  const card = useRef<HTMLElement>(null)
  useEffect(() => card.current?.focus({ preventScroll: true }), [])
  return (
    <section
      ref={card}
      tabIndex={-1}
      aria-label={label}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className={classNames(
        'absolute top-(--map-top) right-16 left-3 z-20 flex max-h-[calc(100%-var(--map-top)-var(--sheet-peek)-1.25rem)] animate-appear flex-col overflow-hidden rounded-card border bg-surface shadow-floating outline-none sm:left-auto sm:w-80',
        className,
      )}
    >
      <div className="flex items-start justify-between gap-2 px-4 pt-3 pb-2">
        <h2 dir="auto" className="line-clamp-3 min-w-0 pt-1 font-semibold leading-snug">
          {title}
        </h2>
        <IconButton label="Close" size="small" onClick={onClose} className="-mr-1.5 shrink-0">
          <X aria-hidden />
        </IconButton>
      </div>
      {children}
    </section>
  )
}
