import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { AppError } from '@/lib/errors'
import { WrongBytes } from './checked-bytes'
import { claimPhoto, releaseClaims, renewClaims } from './claim-originals'
import { expectStore } from './find-store-trouble'
import { noteVerdict } from './note-verdict'
import { placeCopy } from './place-copy'
import type { ClaimedOriginal, VaultTools } from './types'

const RENEW_MS = 30_000

type Upload = { photoId: number; ownerId: number; body: Readable; sizeBytes: number | null }

/**
 * Takes the owner's own file for an original that is bad. It takes its place only if it is the very file that was backed up, by SHA-256.
 * Throws NOT_FOUND, CONFLICT when there is nothing to replace, INVALID_INPUT for another file, UPSTREAM_FAILED. Safe to repeat.
 */
export async function takeUpload(tools: VaultTools, { photoId, ownerId, body, sizeBytes }: Upload): Promise<void> {
  const { db } = tools
  const claimId = randomUUID()
  try {
    await expectOwn(db, { photoId, ownerId })
    const original = await claimPhoto(db, { claimId, photoId })
    if (!original)
      throw new AppError('CONFLICT', 'This original is being checked right now. Try again in some minutes.')
    if (original.state === null || original.state === 'ok')
      throw new AppError('CONFLICT', 'This original is intact: there is nothing to replace.')
    if (sizeBytes !== null && sizeBytes !== original.bytes)
      throw new AppError(
        'INVALID_INPUT',
        `This is another file: it has ${sizeBytes} bytes, and the original has ${original.bytes}.`,
      )
    await expectStore(db, { store: tools.backup, copies: 1 })
    await place(tools, { original, claimId, body })
  } finally {
    body.destroy()
    await releaseClaims(db, claimId)
  }
}

/** Throws NOT_FOUND, also for somebody else's photo and for one without an original. */
async function expectOwn(db: Db, { photoId, ownerId }: { photoId: number; ownerId: number }): Promise<void> {
  const own = await db.execute(sql`
    select from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
    where p.id = ${photoId} and p.owner_id = ${ownerId} and s.deleted_at is null`)
  if (own.length === 0) throw new AppError('NOT_FOUND', `Photo ${photoId} not found`)
}

async function place(
  tools: VaultTools,
  { original, claimId, body }: { original: ClaimedOriginal; claimId: string; body: Readable },
): Promise<void> {
  const { db, backup } = tools
  const found = original.state
  if (found === null || found === 'ok') return
  const renewal = setInterval(() => {
    renewClaims(db, claimId).catch(() => undefined) // the database is away for a moment
  }, RENEW_MS)
  try {
    await placeCopy({ ...tools, pacer: UNPACED }, { store: backup, original, found, source: body })
  } catch (error) {
    if (!(error instanceof WrongBytes)) throw error
    throw new AppError('INVALID_INPUT', `This is another file: ${error.message.toLowerCase()}.`, { cause: error })
  } finally {
    clearInterval(renewal)
  }
  const events = [{ copy: 1 as const, found, done: 'owner' as const, detail: null }]
  const verdict = { state: 'ok' as const, copies: Math.min(original.copies + 1, 2), bytes: original.bytes, events }
  if ((await noteVerdict(db, { claimId, original, verdict })) === 'gone') await backup.remove(original.key)
}

const UNPACED = { take: async () => undefined }
