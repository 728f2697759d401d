import type { TagType } from './types'

export type MatchedTagType = TagType & { depth: number; path: string }

/**
 * The types that a typed text may mean: first whose name it is, then whose name begins with it, then a word of whose name does; among these
 * the wider ones first, else in the order of the tree. Without a text: all.
 */
export function matchTagTypes(types: TagType[], text: string): MatchedTagType[] {
  const byValue = new Map(types.map((type) => [type.value, type]))
  const listed = types.map((type) => ({ ...type, ...placeOf(type, byValue) }))
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return listed
  const found = listed.filter(({ path, value }) =>
    words.every((word) => `${path} ${value}`.toLowerCase().includes(word)),
  )
  const typed = words.join(' ')
  const ranked = found.map((type) => ({ type, rank: rankOf(type.label.toLowerCase(), typed) }))
  return ranked.toSorted((a, b) => a.rank - b.rank || a.type.depth - b.type.depth).map(({ type }) => type)
}

function rankOf(name: string, typed: string): number {
  if (name === typed) return 0
  if (name.startsWith(typed)) return 1
  return name.includes(` ${typed}`) ? 2 : 3
}

function placeOf(type: TagType, byValue: Map<string, TagType>): { depth: number; path: string } {
  const parent = type.parent === null ? undefined : byValue.get(type.parent)
  if (!parent) return { depth: 0, path: type.label }
  const above = placeOf(parent, byValue)
  return { depth: above.depth + 1, path: `${above.path} › ${type.label}` }
}
