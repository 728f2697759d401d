'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Notice } from '@/components/ui/notice'
import type { SearchProblem } from '@/lib/search/search-photos'
import { changed, pathWith } from '@/lib/search/search-url'
import { useSearch } from './search-context'

/** Why there is no result, in its place. */
export function ProblemNotice({
  title,
  problem,
  refused,
  needsLogin,
  className,
}: Omit<SearchProblem, 'parts'> & { className?: string }) {
  const { params } = useSearch()
  const path = usePathname()
  const rest = changed(params, Object.fromEntries(refused.map((name) => [name, null])))
  const isPartOf = refused.length > 0 && rest.size > 0
  return (
    <Notice
      tone="warning"
      title={title}
      action={
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {needsLogin && (
            <Link href={`/login?callbackUrl=${encodeURIComponent(pathWith(path, params))}`} className="text-link">
              Log in
            </Link>
          )}
          {isPartOf && (
            <Link href={pathWith(path, rest)} className="text-link">
              Search for the rest
            </Link>
          )}
          <Link href={path} className="text-link">
            Start over
          </Link>
        </span>
      }
      {...(className && { className })}
    >
      <p className="whitespace-pre-line">{problem}</p>
    </Notice>
  )
}
