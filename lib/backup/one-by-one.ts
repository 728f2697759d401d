/** Runs what is asked for under the same key one after the other, and what is asked for under different keys at once. */
export function createOneByOne(): <T>(key: string, run: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>()

  return async (key, run) => {
    const before = last.get(key) ?? Promise.resolve()
    const mine = before.catch(() => undefined).then(run) // the other's failure is the other's
    last.set(key, mine)
    try {
      return await mine
    } finally {
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
