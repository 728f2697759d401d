import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { and, eq, sql } from 'drizzle-orm'
import { originalUploads } from '@/db/schema/original-uploads'
import { uploadPrefix } from '@/lib/backup/keys'
import { AppError } from '@/lib/errors'
import { expectStore } from '@/lib/vault/find-store-trouble'
import type { VaultTools } from '@/lib/vault/types'
import { getUpload } from './begin-upload'

const PART_BYTES = 8_000_000
const MOST_PARTS = 1_000

type Tools = Pick<VaultTools, 'db' | 'backup'>

/**
 * Takes bytes of an upload that follow on those that are there, and keeps them in the backup, part by part: what has come when the line breaks
 * counts. How many there are then. Throws NOT_FOUND, CONFLICT for bytes that do not follow, INVALID_INPUT for too many, BACKUP_FAILED.
 */
export async function receiveBytes(
  tools: Tools,
  { uploadId, ownerId, offset, body }: { uploadId: number; ownerId: number; offset: number; body: Readable },
): Promise<{ receivedBytes: number; isWhole: boolean }> {
  try {
    const { sizeBytes, receivedBytes, parts } = await getUpload(tools.db, { uploadId, ownerId })
    if (receivedBytes !== offset) throw outOfStep(receivedBytes)
    if (parts.length >= MOST_PARTS) throw new AppError('CONFLICT', 'It came in too many pieces. Begin anew.')
    await expectStore(tools.db, { store: tools.backup, copies: 1 })
    let at = offset
    for await (const part of partsOf(body)) {
      if (at + part.length > sizeBytes)
        throw new AppError('INVALID_INPUT', `This is another file: the original has ${sizeBytes} bytes.`)
      await storePart(tools, { uploadId, at, part })
      at += part.length
    }
    return { receivedBytes: at, isWhole: at === sizeBytes }
  } finally {
    body.destroy()
  }
}

/** The bytes in parts of a bounded size; an error of the body ends the last one. */
async function* partsOf(body: Readable): AsyncGenerator<Buffer> {
  let chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size < PART_BYTES) continue
      yield Buffer.concat(chunks)
      chunks = []
      size = 0
    }
  } catch {
    // The line broke: nobody hears an answer, and the sender asks how much has come.
  }
  if (size > 0) yield Buffer.concat(chunks)
}

async function storePart(
  { db, backup }: Tools,
  { uploadId, at, part }: { uploadId: number; at: number; part: Buffer },
): Promise<void> {
  const key = `${uploadPrefix(uploadId)}${randomUUID()}`
  await backup.put(key, Readable.from([part]), { contentType: 'application/octet-stream', metadata: () => ({}) })
  const stored = await db
    .update(originalUploads)
    .set({
      receivedBytes: at + part.length,
      parts: sql`array_append(${originalUploads.parts}, ${key})`,
      movedAt: sql`now()`,
    })
    .where(and(eq(originalUploads.id, uploadId), eq(originalUploads.receivedBytes, at)))
    .returning({ id: originalUploads.id })
  if (stored.length > 0) return
  await backup.remove(key) // somebody else sends the same file at the same time
  throw outOfStep(null)
}

function outOfStep(receivedBytes: number | null): AppError {
  const there = receivedBytes === null ? '' : `: ${receivedBytes} bytes are here`
  return new AppError('CONFLICT', `These bytes do not follow on those that came before${there}`)
}
