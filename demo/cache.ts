/** A map that forgets what was not used for longest once its entries weigh more than the limit. */
export function createCache<T>(limit: number, weigh: (value: T) => number) {
  const entries = new Map<string, T>()
  let weight = 0
  return {
    get(key: string): T | undefined {
      const value = entries.get(key)
      if (value === undefined) return undefined
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key: string, value: T): void {
      const old = entries.get(key)
      if (old !== undefined) weight -= weigh(old)
      entries.delete(key)
      entries.set(key, value)
      weight += weigh(value)
      for (const [oldestKey, oldest] of entries) {
        if (weight <= limit || oldestKey === key) break
        entries.delete(oldestKey)
        weight -= weigh(oldest)
      }
    },
  }
}
