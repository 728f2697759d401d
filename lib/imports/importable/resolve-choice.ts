import type { Choice } from './choice'
import { isChosenByRules } from './choice'
import { withSketches } from './importable-pages'
import type { Listing } from './list-importable'

/** One sequence that is to be imported; `listed` when it is in the user's list. */
export type ChosenSequence = {
  key: string
  listed: { capturedAt: Date | null; photoCount: number } | null
  isNew: boolean
}

/** Who was chosen by name comes even when it is here already: it is opened. By rules come those that can be imported. */
export async function resolveChoice(listing: Listing, { rules, singles }: Choice): Promise<ChosenSequence[]> {
  const byRules = rules.length === 0 ? [] : await chosenByRules(listing, { rules, singles })
  const named = [...singles].flatMap(([key, isChosen]) => (isChosen ? [key] : []))
  const facts = new Map(listing.sequences.map((sequence) => [sequence.key, sequence]))
  return [...new Set([...byRules, ...named])].map((key) => {
    const found = facts.get(key)
    return {
      key,
      listed: found
        ? { capturedAt: found.capturedAt === null ? null : new Date(found.capturedAt), photoCount: found.photoCount }
        : null,
      isNew: found?.here.state === 'new',
    }
  })
}

async function chosenByRules(listing: Listing, { rules, singles }: Choice): Promise<string[]> {
  const isPlaced = rules.some(({ filters }) => filters.view !== null)
  const sequences = await withSketches(listing, listing.sequences, isPlaced)
  return sequences
    .filter((sequence) => isChosenByRules(rules, sequence) && singles.get(sequence.key) !== false)
    .map(({ key }) => key)
}
