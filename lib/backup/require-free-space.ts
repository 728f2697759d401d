import { AppError } from '@/lib/errors'
import type { Backup } from './types'

const KEPT_BYTES = 1_000_000_000
const KEPT_SHARE = 0.01
const LOOK_AGAIN_MS = 600_000

/**
 * Throws BACKUP_FAILED when less than 1 GB, or less than 1 %, of the backup's disk is free: a disk that is full to the last byte takes the
 * database with it. Nothing is known of the space in a bucket.
 */
export async function requireFreeSpace({ space }: Pick<Backup, 'space'>): Promise<void> {
  if (!space) return
  const { freeBytes, totalBytes } = await space()
  const keptBytes = Math.max(KEPT_BYTES, totalBytes * KEPT_SHARE)
  if (freeBytes >= keptBytes) return
  const message = `The backup's disk is nearly full: ${inGigabytes(freeBytes)} are free, and ${inGigabytes(keptBytes)} must stay free`
  throw new AppError('BACKUP_FAILED', message, { retryAfterMs: LOOK_AGAIN_MS })
}

function inGigabytes(bytes: number): string {
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`
}
