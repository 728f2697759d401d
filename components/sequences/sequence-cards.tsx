'use client'

import type { CardSequence } from './card-sequence'
import { SequenceCard } from './sequence-card'

/** Rendered in the browser too: what it is given is lighter than the same cards once more as data of their elements. */
export function SequenceCards({ sequences }: { sequences: CardSequence[] }) {
  return (
    <ul className="grid gap-5 sm:grid-cols-2 lg:grid-cols-3 2xl:grid-cols-4">
      {sequences.map((sequence) => (
        <li key={sequence.id} className="grid">
          <SequenceCard sequence={sequence} />
        </li>
      ))}
    </ul>
  )
}
