import { Readable } from 'node:stream'
import { quarantineKey } from '@/lib/backup/keys'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import type { BackupState } from '@/lib/model/backup-states'
import { checkedBytes, WrongBytes } from './checked-bytes'
import { originalMetadata } from './read-copy'
import type { ClaimedOriginal, VaultTools } from './types'

type Place = { store: Backup; original: ClaimedOriginal; found: BackupState }

/**
 * Puts the right bytes into the place of a bad copy. They appear only when every byte was checked; the bad ones go to the quarantine just
 * before. Throws WrongBytes when these are not the right ones either, else what the stores throw. Safe to repeat.
 */
export async function placeCopy(
  tools: Pick<VaultTools, 'pacer' | 'patienceMs'>,
  { store, original, found, source }: Place & { source: Readable },
): Promise<void> {
  async function* bytes() {
    yield* checkedBytes(source, original, tools)
    await setAside({ store, original, found })
  }
  const metadata = () => originalMetadata(original)
  await store.put(original.key, Readable.from(bytes(), { objectMode: false }), { contentType: 'image/jpeg', metadata })
}

/** Whether the copy could be made; a store that fails now is tried again at the next look. */
export async function copyFrom(
  tools: Pick<VaultTools, 'pacer' | 'patienceMs'>,
  { from, to, original, found }: { from: Backup; to: Backup; original: ClaimedOriginal; found: BackupState },
): Promise<boolean> {
  try {
    const source = await from.get(original.key)
    if (!source) return false
    await placeCopy(tools, { store: to, original, found, source: source.body })
    return true
  } catch (error) {
    if (error instanceof WrongBytes || error instanceof AppError) return false
    throw error
  }
}

/** Moves bad bytes to the quarantine. Those that cannot be read may not be movable either; there is nothing to keep of them. */
export async function setAside({ store, original, found }: Place): Promise<void> {
  if (found === 'missing') return
  try {
    await store.move(original.key, await findFreeKey(store, original.key))
  } catch (error) {
    if (found !== 'unreadable' || !(error instanceof AppError)) throw error
  }
}

/** The same file may go bad twice a day. */
async function findFreeKey(store: Backup, key: string): Promise<string> {
  const wanted = quarantineKey(key, new Date().toISOString().slice(0, 10))
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? wanted : `${wanted}.${number}`
    if (!(await store.head(candidate))) return candidate
  }
}
