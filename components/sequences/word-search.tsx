'use client'

import { Search } from 'lucide-react'
import { useDraft } from '@/components/search/filters/use-draft'
import { useSearch } from '@/components/search/search-context'
import { Input } from '@/components/ui/form/input'
import { changed } from '@/lib/search/search-url'

/** Finds sequences by words of their name, description and tags; taken over when the field is left or by Enter. */
export function WordSearch() {
  const { params, go } = useSearch()
  const draft = useDraft(params.get('q') ?? '', (text) => go(changed(params, { q: text.trim() || null })))
  return (
    <search className="relative w-full sm:w-72">
      <Search
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 left-3 size-4 text-ink-muted"
      />
      <Input
        {...draft}
        type="search"
        aria-label="Words in the name, description or tags"
        placeholder="Name, description, tag"
        maxLength={200}
        autoComplete="off"
        className="pl-9"
      />
    </search>
  )
}
