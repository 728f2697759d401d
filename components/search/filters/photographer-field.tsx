'use client'

import { useSearch } from '@/components/search/search-context'
import { TextField } from './text-field'

/** Who took the photos; offers those of the result. */
export function PhotographerField() {
  const { facets } = useSearch()
  return (
    <TextField
      name="user"
      label="Photographer"
      choices={facets?.user.map(({ value }) => value) ?? []}
      hint="The name on Mapillary"
    />
  )
}
