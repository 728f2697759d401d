import { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { MARKER_KEY } from './keys'
import { readText } from './read-text'
import type { Backup } from './types'

/** `.map-the-paths/instance.json`: whose backup this is. */
const Marker = z.object({ id: z.uuid() })
export type Marker = z.infer<typeof Marker>

/** The marker, or null when there is none. Throws BACKUP_FAILED, also for a marker that cannot be understood. */
export async function readMarker(backup: Pick<Backup, 'get'>): Promise<Marker | null> {
  const json = await readText(backup, MARKER_KEY)
  if (json === null) return null
  try {
    return Marker.parse(JSON.parse(json))
  } catch (cause) {
    throw new AppError('BACKUP_FAILED', `${MARKER_KEY} in the backup is damaged`, { cause })
  }
}

/** Safe to repeat. */
export async function writeMarker(backup: Pick<Backup, 'put'>, { id }: Marker): Promise<void> {
  const json = `${JSON.stringify({ product: 'Map the Paths', id }, null, 2)}\n`
  await backup.put(MARKER_KEY, Readable.from([Buffer.from(json)]), {
    contentType: 'application/json',
    metadata: () => ({}),
  })
}
