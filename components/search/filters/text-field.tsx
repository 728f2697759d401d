'use client'

import { useId } from 'react'
import { useSearch } from '@/components/search/search-context'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { changed } from '@/lib/search/search-url'
import { useDraft } from './use-draft'

/** A word of the search, taken over when the field is left or by Enter; `choices` are offered while one types. */
export function TextField({
  name,
  label,
  hint,
  choices,
}: {
  name: string
  label: string
  hint: string
  choices: string[]
}) {
  const { params, go } = useSearch()
  const stored = params.get(name) ?? ''
  const listId = useId()
  const draft = useDraft(stored, (text) => go(changed(params, { [name]: text })))
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <>
          <Input {...control} {...draft} list={listId} maxLength={200} autoComplete="off" spellCheck={false} />
          <datalist id={listId}>
            {choices.map((choice) => (
              <option key={choice} value={choice} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  )
}
