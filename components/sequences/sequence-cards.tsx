'use client'

import type { CardSequence } from './card-sequence'
import { ChooseSequence } from './choice/choose'
import { SequenceCard } from './sequence-card'

/** Rendered in the browser too: what it is given is lighter than the same cards once more as data of their elements. */
export function SequenceCards({ sequences, isChoosable }: { sequences: CardSequence[]; isChoosable: boolean }) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
      {sequences.map((sequence) => (
        <li key={sequence.id} className="relative grid">
          <SequenceCard sequence={sequence} />
          {isChoosable && !sequence.isDeleted && <ChooseSequence id={sequence.id} name={sequence.name} />}
        </li>
      ))}
    </ul>
  )
}
