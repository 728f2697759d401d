import { createS3Backup } from '@/lib/backup/s3'
import { endPass, startPass } from '@/lib/vault/passes'
import { runPass } from '@/lib/vault/run-pass'
import { LISTING_BEGIN, verifyNames } from '@/lib/vault/verify-names'
import { startS3Server } from '@/tests/support/s3-server'
import { insertOriginals, vaultToolsFor } from '@/tests/support/vault-scene'
import type { Line } from '../import/line'
import type { VaultBench } from './types'

const PHOTOS_OF_A_TERABYTE = 333_334 // of 3 MB
const GOALS = { listing: 1.05 / 1_000, reading: 1.05 } // requests a photo

/** What a bucket is asked for by a listing and by a reading pass, a photo, and so for a terabyte. */
export async function measureRequests({ size: { few }, createDatabase }: VaultBench): Promise<Line[]> {
  const db = await createDatabase()
  const server = await startS3Server({ remembersCalls: false })
  const { endpoint, credentials } = server
  const backup = createS3Backup({ bucket: 'photos', endpoint, credentials, region: 'eu-west-1', forcePathStyle: true })
  const photos = Math.ceil(few / 1_000) * 1_000 // whole pages of a listing
  await insertOriginals(db, backup, photos)
  const calls = new Map<string, number>()
  server.failWhen(({ operation }) => {
    calls.set(operation, (calls.get(operation) ?? 0) + 1)
    return null
  })
  const countCalls = async (run: () => Promise<unknown>): Promise<Record<string, number>> => {
    calls.clear()
    await run()
    return Object.fromEntries(calls)
  }
  try {
    const tools = vaultToolsFor(db, { backup })
    const listing = await countCalls(async () => {
      const pass = await startPass(db, { kind: 'listing' })
      const { next } = await verifyNames(tools, { pass, state: LISTING_BEGIN, budgetMs: 3_600_000 })
      if (next !== 'done') throw new Error(`The listing ended with ${next}`)
      await endPass(db, pass.id)
    })
    const reading = await countCalls(() => runPass(tools, { sequenceId: null, minutes: null }))
    return [
      lineOf('listing', { calls: listing, photos, goal: GOALS.listing }),
      lineOf('reading', { calls: reading, photos, goal: GOALS.reading }),
    ]
  } finally {
    await server.close()
  }
}

function lineOf(
  kind: string,
  { calls, photos, goal }: { calls: Record<string, number>; photos: number; goal: number },
): Line {
  const total = Object.values(calls).reduce((sum, count) => sum + count, 0)
  const ofTerabyte = (requests: number) => Math.round(requests * PHOTOS_OF_A_TERABYTE).toLocaleString('en')
  return {
    name: `Requests of a ${kind} pass`,
    measured: `${total} for ${photos} photos: ${ofTerabyte(total / photos)} a TB`,
    baseline: '–',
    goal: `≤ ${ofTerabyte(goal)} a TB of photos of 3 MB`,
    isMet: total / photos <= goal,
    values: { calls, photos },
  }
}
