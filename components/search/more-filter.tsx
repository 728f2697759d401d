'use client'

import { Select } from '@/components/ui/select'
import { changed } from '@/lib/photos/search-url'
import { Choices } from './choices'
import { FilterChip, FilterGroup } from './filter-chip'
import { NumberField } from './number-field'
import { useSearch } from './search-context'
import { TextField } from './text-field'
import { withChosen } from './with-chosen'

const OWN = ['user', 'transport', 'sequenceTag', 'minScore', 'minArea', 'source', 'backedUp', 'sequence']
const MAX_TAGS = 12

/** What is asked for less often: who, how they travelled, the words of the sequence, how sure and how large the objects are. */
export function MoreFilter() {
  const { params, go, facets, isLoggedIn } = useSearch()
  const chosen = OWN.filter((name) => params.has(name))
  const [transport, source, backedUp] = ['transport', 'source', 'backedUp'].map((name) => params.get(name))
  const sequenceTags = params.getAll('sequenceTag')
  const transports = withChosen(facets?.transport, transport ?? null)
  const tags = withChosen(facets?.sequenceTag.slice(0, MAX_TAGS), ...sequenceTags)
  const hasTags = params.has('tag')
  return (
    <FilterChip label="More" value={chosen.length === 0 ? null : `More (${chosen.length})`}>
      <TextField
        name="user"
        label="Photographer"
        choices={facets?.user.map(({ value }) => value) ?? []}
        hint="The name on Mapillary"
      />
      {transports.length > 0 && (
        <FilterGroup title="Transport">
          <Choices
            choices={transports}
            chosen={transport ? [transport] : []}
            onToggle={(one) => go(changed(params, { transport: one === transport ? null : one }))}
          />
        </FilterGroup>
      )}
      {tags.length > 0 && (
        <FilterGroup title="Tags of the sequence">
          <Choices
            choices={tags}
            chosen={sequenceTags}
            onToggle={(one) =>
              go(
                changed(params, {
                  sequenceTag: sequenceTags.includes(one)
                    ? sequenceTags.filter((other) => other !== one)
                    : [...sequenceTags, one],
                }),
              )
            }
          />
        </FilterGroup>
      )}
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
