import { posix } from 'node:path'

/** Where in the bag a file of the backup lies. */
export function payloadPath(backupKey: string): string {
  return `data/${backupKey}`
}

const REPAIRED = 'repaired'

/** Where the repaired copy of an original lies in the bag: beside the originals of its sequence. */
export function repairedPath(path: string): string {
  return `${posix.dirname(path)}/${REPAIRED}/${posix.basename(path)}`
}

export function isRepairedPath(path: string): boolean {
  return posix.basename(posix.dirname(path)) === REPAIRED
}
