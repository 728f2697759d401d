import { createHash, timingSafeEqual } from 'node:crypto'

/** Throws unless the state that came back is the one this browser set out with: nobody is logged in by a foreign link. */
export function requireSameState(given: string | undefined, expected: string | undefined): void {
  if (!given || !expected || !isSame(given, expected)) throw new Error('The login did not start here')
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
