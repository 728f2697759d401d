import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { users } from '@/db/schema/people/users'
import { sequences } from '@/db/schema/sequences'
import { createFolderBackup } from '@/lib/backup/folder'
import { sessionCookie, withDatabase } from '@/tests/support/session'
import { insertOriginals } from '@/tests/support/vault-scene'
import { type GeoBench, openGeoBench } from '../geo/bench'
import type { Line } from '../import/line'
import { setLoadScene } from '../load/scene'
import type { LoadScene } from '../load/types'
import { measureBeside } from '../load/visitors'
import type { VaultBench } from './types'

const GOAL = 1.2
const PHOTOS = 50_000
const ORIGINAL_BYTES = 4_000_000
const BYTES_A_SECOND = 20_000_000 // MTP_VERIFY_MBPS, as it is without a setting
const SECONDS_MORE = 15 // for which the pass goes on before and after the visitors
const Running = z.object({ running: z.object({ done: z.int(), total: z.int() }).nullable() })

/** What visitors wait for tiles and for pages while the product reads originals at its usual pace, beside what they wait without. */
export async function measureVisitors({ size: { seconds } }: VaultBench): Promise<Line[]> {
  const env = { MTP_TRUSTED_PROXIES: '1', MTP_RATE_LIMIT_TILE: '6000' }
  const geo = await openGeoBench({ photos: PHOTOS, detections: 2, isSearched: true, keep: false, env })
  try {
    const scene = await setLoadScene(geo)
    const reading = await setOriginals(geo, Math.ceil(((seconds + SECONDS_MORE) * BYTES_A_SECOND) / ORIGINAL_BYTES))
    const lines: Line[] = []
    for (const [name, isOfKind] of [
      ['tiles', (path: string) => path.startsWith('/tiles/')],
      ['pages', (path: string) => !path.startsWith('/tiles') && !path.startsWith('/api/')],
    ] as const) {
      const bench = { url: geo.url, stack: geo.stack, scene: only(scene, isOfKind), seconds, connections: 0 }
      lines.push(
        await measureBeside(bench, { name: `Visitors of ${name} beside a pass`, goal: GOAL, trouble: reading }),
      )
    }
    return lines
  } finally {
    await geo.close()
  }
}

function only(scene: LoadScene, isOfKind: (path: string) => boolean): LoadScene {
  const paths = scene.mix.flatMap((kind) => kind.paths).filter((path) => isOfKind(path) && path !== '/healthz')
  return { ...scene, mix: [{ paths, share: 100 }] }
}

/** Puts originals into the product's backup. What it gives has the product read them until the signal, and tells how many it read. */
async function setOriginals({ stack, url }: GeoBench, count: number) {
  const { sequenceId, cookie } = await withDatabase(stack, async (db) => {
    const backup = createFolderBackup(join(stack.dataDir, 'backup'))
    const [first] = await insertOriginals(db, backup, count, ORIGINAL_BYTES)
    if (!first) throw new Error('There are no originals')
    await db.update(sequences).set({ isPrivate: true }).where(eq(sequences.id, first.sequenceId)) // nobody asks for pictures of it
    const [owner] = await db.select().from(users).where(eq(users.id, first.ownerId))
    if (!owner) throw new Error('The originals have no owner')
    return { sequenceId: first.sequenceId, cookie: await sessionCookie(stack, owner) }
  })
  const headers = { cookie, origin: url }
  const look = async () => {
    const response = await fetch(`${url}/api/v1/vault?sequence=${sequenceId}`, { headers })
    return Running.parse(await response.json()).running
  }
  return async (signal: AbortSignal): Promise<string> => {
    const asked = await fetch(`${url}/api/v1/sequences/${sequenceId}/verification`, { method: 'POST', headers })
    if (!asked.ok) throw new Error(`The check did not start: HTTP ${asked.status}`)
    while (!signal.aborted) await delay(100)
    const running = await look()
    while (await look()) await delay(500)
    return running ? `${running.done} of ${running.total} originals were read meanwhile` : 'THE CHECK ENDED BEFORE THEM'
  }
}
