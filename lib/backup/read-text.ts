import { text } from 'node:stream/consumers'
import type { Backup } from './types'

/** A small file of the backup as text, or null when there is none. */
export async function readText(backup: Pick<Backup, 'get'>, key: string): Promise<string | null> {
  const found = await backup.get(key)
  return found && text(found.body)
}
