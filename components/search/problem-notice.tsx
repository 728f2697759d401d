'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import type { SearchProblem } from '@/lib/photos/search-photos'

/** Why there is no result, in its place. */
export function ProblemNotice({
  title,
  problem,
  className,
}: Pick<SearchProblem, 'title' | 'problem'> & { className?: string }) {
  const path = usePathname()
  return (
    <Notice
      tone="warning"
      title={title}
      action={
        <Link href={path} className="text-link">
          Start over
        </Link>
      }
      {...(className && { className })}
    >
      <p className="whitespace-pre-line">{problem}</p>
    </Notice>
  )
}
