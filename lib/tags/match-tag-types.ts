import type { TagType } from './types'

export type MatchedTagType = TagType & { depth: number; path: string }

/** The types that a typed text may mean, in the order of the tree, those that begin with it first. Without a text: all. */
export function matchTagTypes(types: TagType[], text: string): MatchedTagType[] {
  const byValue = new Map(types.map((type) => [type.value, type]))
  const listed = types.map((type) => ({ ...type, ...placeOf(type, byValue) }))
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return listed
  const found = listed.filter(({ path, value }) =>
    words.every((word) => `${path} ${value}`.toLowerCase().includes(word)),
  )
  const isAtStart = ({ label }: TagType) => label.toLowerCase().startsWith(words[0] ?? '')
  return [...found.filter(isAtStart), ...found.filter((type) => !isAtStart(type))]
}

function placeOf(type: TagType, byValue: Map<string, TagType>): { depth: number; path: string } {
  const parent = type.parent === null ? undefined : byValue.get(type.parent)
  if (!parent) return { depth: 0, path: type.label }
  const above = placeOf(parent, byValue)
  return { depth: above.depth + 1, path: `${above.path} › ${type.label}` }
}
