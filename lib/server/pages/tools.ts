import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/config/env'
import type { AnswerTools, SharedAnswer } from '@/lib/server/api/shared-answer'
import { runtime, settings } from '@/lib/server/runtime'
import { readPageRevision } from '@/lib/visibility/page-revision'
import type { PageTools, SharedPage } from './answer-page'
import { createNextReading } from './next-reading'
import { bytesOf } from './page-template'
import { createSharedCache, type SharedCache } from './shared-cache'

const PAGE_BYTES = 48_000_000
const ANSWER_BYTES = 16_000_000
const ENTRY_BYTES = 2_000 // of memory, besides the page
const KEPT_MS = 10_000 // what no revision tells of, such as a year that begins, is so late at most
const REPLICA_BEHIND_MS = 1_000 // lib/server/replica.ts

// Kept on globalThis because the gate and the routes are bundled separately.
const holder = globalThis as typeof globalThis & {
  mtpRevision?: () => Promise<number>
  mtpPages?: SharedCache<SharedPage>
  mtpAnswers?: SharedCache<SharedAnswer>
  mtpSheets?: Map<string, Promise<string | null>>
}

/** What the gate answers shared pages with. */
export function pageTools(): PageTools {
  holder.mtpPages ??= createSharedCache({
    maxBytes: PAGE_BYTES,
    sizeOf: ({ template }) => bytesOf(template) + ENTRY_BYTES,
    ...limits(),
  })
  return {
    cache: holder.mtpPages,
    findRevision,
    describeSettings: () => JSON.stringify(settings().current().announcements),
    host: new URL(env().NEXTAUTH_URL).host,
    readSheet,
  }
}

/** Style sheets never change under one address. `next dev` keeps them elsewhere, and has its pages ask for them. */
function readSheet(path: string): Promise<string | null> {
  holder.mtpSheets ??= new Map()
  const sheets = holder.mtpSheets
  const known = sheets.get(path)
  if (known) return known
  const file = join(process.cwd(), '.next', path.replace('/_next/', ''))
  const text = readFile(/* turbopackIgnore: true */ file, 'utf8').catch(() => {
    sheets.delete(path) // what fails for a moment is read again for the next page
    return null
  })
  sheets.set(path, text)
  return text
}

/** What the API shares answers with. */
export function answerTools(): AnswerTools {
  holder.mtpAnswers ??= createSharedCache({
    maxBytes: ANSWER_BYTES,
    sizeOf: ({ body, gzip }) => body.length + gzip.length + ENTRY_BYTES,
    ...limits(),
  })
  return { cache: holder.mtpAnswers, findRevision }
}

function findRevision(): Promise<number> {
  holder.mtpRevision ??= createNextReading(() => readPageRevision(runtime().db))
  return holder.mtpRevision()
}

function limits(): { keptMs: number; settlesMs: number } {
  return { keptMs: KEPT_MS, settlesMs: env().DATABASE_READ_URL ? REPLICA_BEHIND_MS : 0 }
}
