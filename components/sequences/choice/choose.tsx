'use client'

import { useId } from 'react'
import { Checkbox } from '@/components/ui/form/checkbox'
import { formatPlural } from '@/lib/format/number'
import { useChoice } from './choice-context'

/** Chooses one sequence, in the corner of its card. */
export function ChooseSequence({ id, name }: { id: string; name: string }) {
  const { chosen, toggle } = useChoice()
  const box = useId()
  return (
    <label
      htmlFor={box}
      className="absolute top-2 right-2 z-10 grid size-9 cursor-pointer place-items-center rounded-xl bg-surface/90 backdrop-blur"
    >
      <Checkbox id={box} aria-label={`Choose ${name}`} checked={chosen.has(id)} onChange={() => toggle(id)} />
    </label>
  )
}

/** Chooses all sequences of the list, also those of its other pages. */
export function ChooseAll() {
  const { ids, chosen, set } = useChoice()
  const box = useId()
  const isWhole = ids.every((id) => chosen.has(id))
  return (
    <label htmlFor={box} className="mb-4 inline-flex cursor-pointer items-center gap-3 text-sm">
      <Checkbox
        id={box}
        checked={isWhole}
        ref={(input) => {
          if (input) input.indeterminate = chosen.size > 0 && !isWhole
        }}
        onChange={() => set(isWhole ? [] : ids)}
      />
      {ids.length === 1 ? 'Choose the one sequence' : `Choose all ${formatPlural(ids.length, 'sequence')}`}
    </label>
  )
}
