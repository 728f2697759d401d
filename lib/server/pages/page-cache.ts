import type { OutgoingHttpHeaders } from 'node:http'
import { LRUCache } from 'lru-cache'
import { bytesOf, type PageTemplate } from './page-template'

const ENTRY_BYTES = 2_000 // of memory, besides the page

/** A page as every stranger gets it, but for what belongs to one answer: nonce, request id, counters. */
export type SharedPage = { template: PageTemplate; headers: OutgoingHttpHeaders }

type Entry = { revision: number; startedAt: number; page: SharedPage }

/** Renders the page; null: what came out is not for everybody. */
export type Render = () => Promise<SharedPage | null>

export type PageCache = {
  /** The page as it is at `revision`, rendered once for all who ask at the same time. */
  get: (name: string, revision: number, render: Render) => Promise<SharedPage | null>
}

/**
 * Keeps the pages that were used last, up to `maxBytes`, for `keptMs` at most. A page of another revision counts as none. `settlesMs`: so
 * long after a new revision nothing is kept, because what pages are rendered from may be older by that.
 */
export function createPageCache({
  maxBytes,
  keptMs,
  settlesMs,
  now = () => performance.now(),
}: {
  maxBytes: number
  keptMs: number
  settlesMs: number
  now?: () => number
}): PageCache {
  const entries = new LRUCache<string, Entry>({
    maxSize: maxBytes,
    sizeCalculation: ({ page }) => bytesOf(page.template) + ENTRY_BYTES,
  })
  const rendering = new Map<string, Promise<SharedPage | null>>()
  let newest = { revision: -1, seenAt: 0 }

  async function renderAndKeep(name: string, revision: number, render: Render): Promise<SharedPage | null> {
    const startedAt = now() // what changes from now on may be missing
    const page = await render()
    const isSettled = startedAt - newest.seenAt >= settlesMs
    if (page && isSettled && revision === newest.revision) entries.set(name, { revision, startedAt, page })
    return page
  }

  return {
    async get(name, revision, render) {
      if (revision !== newest.revision) newest = { revision, seenAt: now() }
      const entry = entries.get(name)
      if (entry?.revision === revision && now() - entry.startedAt < keptMs) return entry.page
      const key = `${name} ${revision}`
      const running = rendering.get(key) ?? renderAndKeep(name, revision, render).finally(() => rendering.delete(key))
      rendering.set(key, running)
      return running
    },
  }
}
