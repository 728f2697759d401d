import { env } from '@/lib/config/env'
import { runtime, settings } from '@/lib/server/runtime'
import { readPageRevision } from '@/lib/visibility/page-revision'
import type { PageTools } from './answer-page'
import { createNextReading } from './next-reading'
import { createPageCache } from './page-cache'

const MAX_BYTES = 48_000_000
const KEPT_MS = 10_000 // what no revision tells of, such as a year that begins, is so late at most
const REPLICA_BEHIND_MS = 1_000 // lib/server/replica.ts

let tools: PageTools | undefined

/** What the gate answers shared pages with. */
export function pageTools(): PageTools {
  tools ??= {
    cache: createPageCache({
      maxBytes: MAX_BYTES,
      keptMs: KEPT_MS,
      settlesMs: env().DATABASE_READ_URL ? REPLICA_BEHIND_MS : 0,
    }),
    findRevision: createNextReading(() => readPageRevision(runtime().db)),
    describeSettings: () => JSON.stringify(settings().current().announcements),
    host: new URL(env().NEXTAUTH_URL).host,
  }
  return tools
}
