import { foldName } from './fold-name'
import type { Cities } from './read-cities'

/** Which places have this name, then those of which a word begins so; the largest first, since that is the order of the names. */
export function findNames(
  { folded, starts }: Pick<Cities, 'folded' | 'starts'>,
  name: string,
  { limit, fits }: { limit: number; fits: (index: number) => boolean },
): number[] {
  const wanted = foldName(name)
  if (wanted === '') return []
  const find = (text: string) => {
    const found: number[] = []
    for (let at = folded.indexOf(text); at !== -1 && found.length < limit; at = folded.indexOf(text, at + 1)) {
      const index = indexAt(starts, at + 1)
      if (fits(index)) found.push(index)
    }
    return found
  }
  const beginning = [...find(`\n${wanted}`), ...find(` ${wanted}`)].toSorted((a, b) => a - b)
  return [...new Set([...find(`\n${wanted}\n`), ...beginning])].slice(0, limit)
}

/** The name in which a position of the text lies: the last one that begins there or before. */
function indexAt(starts: Uint32Array, position: number): number {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
