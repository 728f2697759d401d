'use client'

import { Select } from '@/components/ui/select'
import { changed } from '@/lib/search/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'
import { NumberField } from './number-field'
import { useSearch } from './search-context'
import { SequenceTagChoices, TransportChoices } from './sequence-choices'
import { TextField } from './text-field'

const OWN = ['user', 'transport', 'sequenceTag', 'minScore', 'minArea', 'source', 'backedUp', 'sequence']

/** What is asked for less often: who, how they travelled, the words of the sequence, how sure and how large the objects are. */
export function MoreFilter() {
  const { params, go, facets, isLoggedIn } = useSearch()
  const [source, backedUp] = ['source', 'backedUp'].map((name) => params.get(name))
  const hasTags = params.has('tag')
  return (
    <FilterChip label="More" count={OWN.filter((name) => params.has(name)).length}>
      <TextField
        name="user"
        label="Photographer"
        choices={facets?.user.map(({ value }) => value) ?? []}
        hint="The name on Mapillary"
      />
      <TransportChoices />
      <SequenceTagChoices />
      <FilterGroup title="Objects on the photo">
        <Select
          aria-label="Who found them"
          value={source ?? ''}
          onChange={(event) => go(changed(params, { source: event.target.value }))}
        >
          <option value="">Found by anybody</option>
          <option value="mapillary">Found by Mapillary</option>
          <option value="mtp">Added by people here</option>
        </Select>
        {hasTags ? (
          <div className="grid grid-cols-2 gap-3">
            <NumberField name="minScore" label="Sure, at least (%)" min={0} max={100} scale={0.01} />
            <NumberField name="minArea" label="Size, at least (%)" min={0} max={100} step={0.1} scale={0.01} />
          </div>
        ) : (
          <p className="text-ink-faint text-xs">
            Search for an object first to say how sure and how large it has to be.
          </p>
        )}
      </FilterGroup>
      {isLoggedIn && (
        <FilterGroup title="Your own photos">
          <Choices
            choices={[
              { value: 'true', label: 'Backed up' },
              { value: 'false', label: 'Not backed up yet' },
            ]}
            chosen={backedUp ? [backedUp] : []}
            onToggle={(one) => go(changed(params, { backedUp: one === backedUp ? null : one }))}
          />
        </FilterGroup>
      )}
    </FilterChip>
  )
}
