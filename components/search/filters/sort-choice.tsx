'use client'

import { useSearch } from '@/components/search/search-context'
import { Select } from '@/components/ui/form/select'
import { label } from '@/lib/format/label'
import { changed, hasCountedTag } from '@/lib/search/search-url'

/** The order of the result. What makes sense depends on the search: nearest needs a point, "most of" an object. */
export function SortChoice({ className }: { className?: string }) {
  const { params, go } = useSearch()
  const isNear = params.has('near')
  const tag = hasCountedTag(params) ? params.get('tag') : null
  const usual = isNear ? 'distance' : '-captured_at'
  return (
    <Select
      aria-label="Order"
      value={params.get('sort') ?? usual}
      onChange={({ target }) => go(changed(params, { sort: target.value === usual ? null : target.value }))}
      {...(className && { className })}
    >
      {isNear && <option value="distance">Nearest first</option>}
      <option value="-captured_at">Newest first</option>
      <option value="captured_at">Oldest first</option>
      <option value="-viewpoints">Most marked</option>
      {tag !== null && <option value="-tag">Most of: {label(tag).toLowerCase()}</option>}
    </Select>
  )
}
