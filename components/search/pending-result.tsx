'use client'

import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { useSearch } from './search-context'

/** The earlier result stays while the next one is on its way, so that nothing jumps. */
export function PendingResult({ children }: { children: ReactNode }) {
  const { isPending } = useSearch()
  return (
    <div aria-busy={isPending} className={classNames('transition-opacity duration-200', isPending && 'opacity-50')}>
      {children}
    </div>
  )
}
