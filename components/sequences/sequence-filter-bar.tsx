'use client'

import { UserRound } from 'lucide-react'
import { chipClasses, chipLook, FilterChip } from '@/components/search/filters/filter-chip'
import { KindFilter } from '@/components/search/filters/kind-filter'
import { SequenceTagChoices, TransportChoices } from '@/components/search/filters/sequence-choices'
import { TextField } from '@/components/search/filters/text-field'
import { WhenFilter } from '@/components/search/filters/when-filter'
import { useSearch } from '@/components/search/search-context'
import { classNames } from '@/components/ui/class-names'
import { Select } from '@/components/ui/form/select'
import { LinkButton } from '@/components/ui/link-button'
import { changed } from '@/lib/search/search-url'
import { NARROWING_PARAMS } from './narrowing-params'
import { WordSearch } from './word-search'

const USUAL_SORT = '-captured_at'

/** Filters and order of the list of sequences; the address holds them. */
export function SequenceFilterBar() {
  const { params, go, facets, isLoggedIn } = useSearch()
  const [transport, user] = [params.get('transport'), params.get('user')]
  const tags = params.getAll('sequenceTag')
  const isMine = params.has('mine')
  const isFiltered = NARROWING_PARAMS.some((name) => params.has(name))
  return (
    <div className="mb-7 flex flex-wrap items-center gap-x-4 gap-y-3">
      <WordSearch />
      <fieldset
        aria-label="Filters"
        className="flex min-w-0 gap-1.5 max-sm:-mx-4 max-sm:w-screen max-sm:overflow-x-auto max-sm:px-4 max-sm:[scrollbar-width:none] sm:flex-wrap"
      >
        {isLoggedIn && (
          <button
            type="button"
            aria-pressed={isMine}
            onClick={() => go(changed(params, { mine: isMine ? null : true }))}
            className={classNames(chipClasses, chipLook(isMine))}
          >
            <UserRound aria-hidden /> Mine
          </button>
        )}
        <WhenFilter hasSeasons={false} />
        <KindFilter />
        {facets && facets.transport.length > 0 && (
          <FilterChip label="Transport" value={transport}>
            <TransportChoices />
          </FilterChip>
        )}
        {facets && facets.sequenceTag.length > 0 && (
          <FilterChip label="Tags" value={tags.length === 0 ? null : tags.join(', ')}>
            <SequenceTagChoices />
          </FilterChip>
        )}
        <FilterChip label="Photographer" value={user && `By ${user}`}>
          <TextField name="user" label="Photographer" hint="The name on Mapillary" choices={[]} />
        </FilterChip>
        {isFiltered && (
          <LinkButton href="/sequences" look="quiet" size="small" className="rounded-full!">
            Clear
          </LinkButton>
        )}
      </fieldset>
      <Select
        aria-label="Order"
        value={params.get('sort') ?? USUAL_SORT}
        onChange={({ target }) => go(changed(params, { sort: target.value === USUAL_SORT ? null : target.value }))}
        className="w-44 sm:ml-auto"
      >
        <option value="-captured_at">Newest first</option>
        <option value="captured_at">Oldest first</option>
        <option value="-length">Longest first</option>
        <option value="-climb">Most climb first</option>
        <option value="-photos">Most photos first</option>
      </Select>
    </div>
  )
}
