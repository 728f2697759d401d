import type { TagType } from './types'

type Named = Pick<TagType, 'value' | 'parent' | 'label'>

/** Tag types by name, each behind its parent; one whose parent is not among them stands at the top. */
export function inTreeOrder<T extends Named>(types: T[]): T[] {
  const values = new Set(types.map(({ value }) => value))
  const below = new Map<string | null, T[]>()
  for (const type of types.toSorted(byName)) {
    const parent = type.parent !== null && values.has(type.parent) ? type.parent : null
    below.set(parent, [...(below.get(parent) ?? []), type])
  }
  const listBelow = (parent: string | null): T[] =>
    (below.get(parent) ?? []).flatMap((type) => [type, ...listBelow(type.value)])
  return listBelow(null)
}

function byName(a: Named, b: Named): number {
  return a.label.localeCompare(b.label, 'en') || a.value.localeCompare(b.value, 'en')
}
