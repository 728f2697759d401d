import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { users } from '@/db/schema/people/users'
import { takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { LAND_FILE, SEQUENCES_FILE, VIEWER_FOLDER } from '@/lib/model/takeout-viewer'
import type { SmallFile } from '@/lib/takeouts/contents/pack-files'
import { listPieces, writeScript } from './write-script'

const PAGE = 'index.html'
const SEQUENCES_AT_ONCE = 200

/** The offline viewer: its page, script, style and coasts as they were built in `folder`, and its list of sequences. */
export async function* pageFiles(
  { db, origin, viewerFolder: folder }: { db: Db; origin: string; viewerFolder: string },
  { takeoutId, madeAt }: { takeoutId: number; madeAt: Date },
): AsyncGenerator<SmallFile> {
  yield { path: PAGE, text: [await readFile(join(folder, PAGE), 'utf8')] }
  for (const path of [LAND_FILE, `${VIEWER_FOLDER}/viewer.js`, `${VIEWER_FOLDER}/viewer.css`])
    yield { path, text: createReadStream(join(folder, path.slice(VIEWER_FOLDER.length + 1)), 'utf8') }
  const [owner] = await db
    .select({ username: users.username })
    .from(takeouts)
    .innerJoin(users, eq(users.id, takeouts.userId))
    .where(eq(takeouts.id, takeoutId))
  const about = { origin, username: owner?.username ?? '', madeAt: madeAt.toISOString() }
  yield { path: SEQUENCES_FILE, text: writeScript(SEQUENCES_FILE, listText(about, summaries(db, takeoutId))) }
}

async function* listText(about: object, sequences: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield `${JSON.stringify(about).slice(0, -1)},"sequences":`
  yield* listPieces(sequences)
  yield '}'
}

async function* summaries(db: Db, takeoutId: number): AsyncGenerator<unknown> {
  for (let offset = 0; ; offset += SEQUENCES_AT_ONCE) {
    const rows = await db
      .select({ summary: takeoutSequences.summary })
      .from(takeoutSequences)
      .where(and(eq(takeoutSequences.takeoutId, takeoutId), isNotNull(takeoutSequences.summary)))
      .orderBy(asc(takeoutSequences.sequenceId))
      .limit(SEQUENCES_AT_ONCE)
      .offset(offset)
    for (const { summary } of rows) yield summary
    if (rows.length < SEQUENCES_AT_ONCE) return
  }
}
