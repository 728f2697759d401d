import { Readable } from 'node:stream'
import type { Backup } from '@/lib/backup/types'
import type { BackupState } from '@/lib/model/backup-states'
import { checkedBytes, WrongBytes } from './checked-bytes'
import type { ClaimedOriginal, VaultTools } from './types'

/** What one copy of an original is like; `isDescribed`: whether its metadata are those that were written with it. */
export type CopyState = {
  state: BackupState
  bytes: number
  isDescribed: boolean
  detail: string | null
  crc32: number | null
}

type Tools = Pick<VaultTools, 'pacer' | 'patienceMs'>

const TRIES = 2

/** What every original has beside its bytes. */
export function originalMetadata({ mapillaryKey, sha256 }: Pick<ClaimedOriginal, 'mapillaryKey' | 'sha256'>) {
  return { 'mapillary-key': encodeURIComponent(mapillaryKey), sha256 }
}

/**
 * Reads every byte of a copy. With `copyTo` the same bytes go to that store, where they appear only if they are the right ones.
 * What cannot be read is tried once more. Throws what the store throws that cannot be written to.
 */
export async function readCopy(
  tools: Tools,
  { store, original, copyTo }: { store: Backup; original: ClaimedOriginal; copyTo?: Backup },
): Promise<CopyState> {
  for (let tries = 1; ; tries += 1) {
    const copy = await readOnce(tools, { store, original, ...(copyTo && { copyTo }) })
    if (copy.state !== 'unreadable' || tries === TRIES) return copy
  }
}

async function readOnce(
  tools: Tools,
  { store, original, copyTo }: { store: Backup; original: ClaimedOriginal; copyTo?: Backup },
): Promise<CopyState> {
  const bad = (state: BackupState, detail: string | null = null, bytes = 0) => ({
    state,
    bytes,
    isDescribed: true,
    detail,
    crc32: null,
  })
  let fault: unknown
  let crc32: number | null = null
  try {
    const found = await store.get(original.key).catch((error: unknown) => {
      fault = error
      throw error
    })
    if (!found) return bad('missing')
    if (found.object.sizeBytes !== original.bytes) {
      found.body.destroy()
      return bad('differs', `It has ${found.object.sizeBytes} of ${original.bytes} bytes`)
    }
    const onCrc32 = (crc: number) => {
      crc32 = crc
    }
    const bytes = checkedBytes(found.body, original, { ...tools, ...(!original.hasCrc32 && { onCrc32 }) })
    await pass(bytes, { original, copyTo, onFault: (error) => (fault = error) })
    const isDescribed = found.object.metadata.sha256 === original.sha256
    return { state: 'ok', bytes: original.bytes, isDescribed, detail: null, crc32 }
  } catch (error) {
    if (error !== fault) throw error // the other store's
    if (error instanceof WrongBytes) return bad('differs', error.message, original.bytes)
    return bad('unreadable', error instanceof Error ? error.message : String(error))
  }
}

/** Reads to the end, or writes to the other store what is read. `onFault` is told of errors that are the source's. */
async function pass(
  bytes: AsyncGenerator<Uint8Array>,
  {
    original,
    copyTo,
    onFault,
  }: { original: ClaimedOriginal; copyTo: Backup | undefined; onFault: (error: unknown) => void },
): Promise<void> {
  async function* watched() {
    try {
      yield* bytes
    } catch (error) {
      onFault(error)
      throw error
    }
  }
  if (copyTo) {
    const metadata = () => originalMetadata(original)
    const body = Readable.from(watched(), { objectMode: false })
    await copyTo.put(original.key, body, { contentType: 'image/jpeg', metadata, ifAbsent: true })
  } else for await (const _ of watched());
}
