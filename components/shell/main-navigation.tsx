'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { classNames } from '@/components/ui/class-names'
import { isCurrent, NAVIGATION } from './navigation'

/** The entries in a row, on screens that are wide enough. */
export function MainNavigation() {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="hidden h-full items-stretch gap-1 lg:flex">
      {NAVIGATION.map((entry) => {
        const current = isCurrent(entry, pathname)
        return (
          <Link
            key={entry.href}
            href={entry.href}
            {...(current && { 'aria-current': 'page' })}
            className={classNames(
              'relative flex items-center px-3 font-[550] text-sm transition-colors focus-visible:-outline-offset-4',
              current
                ? 'text-ink after:absolute after:inset-x-3 after:bottom-0 after:h-0.5 after:rounded-t after:bg-accent'
                : 'text-ink-muted hover:text-ink',
            )}
          >
            {entry.label}
          </Link>
        )
      })}
    </nav>
  )
}
