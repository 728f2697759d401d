import { LRUCache } from 'lru-cache'

type Entry<Value> = { revision: number; startedAt: number; value: Value }

export type SharedCache<Value> = {
  /** What `render` makes of the public data as they are at `revision`, once for all who ask at the same time; null is not kept. */
  get: (name: string, revision: number, render: () => Promise<Value | null>) => Promise<Value | null>
}

/**
 * Keeps what was used last, up to `maxBytes`, for `keptMs` at most. What is of another revision counts as none. `settlesMs`: so long after a
 * new revision nothing is kept, because what is rendered may have been read from a replica that is behind by that.
 */
export function createSharedCache<Value extends object>({
  maxBytes,
  sizeOf,
  keptMs,
  settlesMs,
  now = () => performance.now(),
}: {
  maxBytes: number
  sizeOf: (value: Value) => number
  keptMs: number
  settlesMs: number
  now?: () => number
}): SharedCache<Value> {
  const entries = new LRUCache<string, Entry<Value>>({
    maxSize: maxBytes,
    sizeCalculation: ({ value }) => sizeOf(value),
  })
  const rendering = new Map<string, Promise<Value | null>>()
  let newest = { revision: -1, seenAt: 0 }

  async function renderAndKeep(
    name: string,
    revision: number,
    render: () => Promise<Value | null>,
  ): Promise<Value | null> {
    const startedAt = now() // what changes from now on may be missing
    const value = await render()
    const isSettled = startedAt - newest.seenAt >= settlesMs
    if (value && isSettled && revision === newest.revision) entries.set(name, { revision, startedAt, value })
    return value
  }

  return {
    async get(name, revision, render) {
      if (revision !== newest.revision) newest = { revision, seenAt: now() }
      const entry = entries.get(name)
      if (entry?.revision === revision && now() - entry.startedAt < keptMs) return entry.value
      const key = `${name} ${revision}`
      const running = rendering.get(key) ?? renderAndKeep(name, revision, render).finally(() => rendering.delete(key))
      rendering.set(key, running)
      return running
    },
  }
}
