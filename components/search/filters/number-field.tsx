'use client'

import { useSearch } from '@/components/search/search-context'
import { Field } from '@/components/ui/form/field'
import { Input } from '@/components/ui/form/input'
import { changed } from '@/lib/search/search-url'
import { useDraft } from './use-draft'

/** A number of the search, taken over when the field is left or by Enter. `scale` is what one unit of the field is in the address. */
export function NumberField({
  name,
  label,
  min,
  max,
  step = 1,
  scale = 1,
}: {
  name: string
  label: string
  min?: number
  max?: number
  step?: number
  scale?: number
}) {
  const { params, go } = useSearch()
  const stored = params.get(name) ?? ''
  const shown = stored === '' ? '' : String(round(Number(stored) / scale))
  const draft = useDraft(shown, (text) =>
    go(changed(params, { [name]: text === '' ? null : round(Number(text) * scale) })),
  )
  return (
    <Field label={label}>
      {(control) => <Input {...control} {...draft} type="number" inputMode="decimal" min={min} max={max} step={step} />}
    </Field>
  )
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
