import { type FileHandle, mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

const WRITE_BYTES = 512 * 1024 // at once: each write is a turn of another thread, and small ones cost more than their bytes

/** Makes a folder and those above it, but never the root: a root that is not there may be a disk that is not mounted. */
export async function makeFolder(root: string, path: string): Promise<void> {
  try {
    await mkdir(path)
  } catch (error) {
    if (!isSystemError(error) || (error.code !== 'EEXIST' && error.code !== 'ENOENT')) throw error
    if (error.code === 'EEXIST') return
    if (dirname(path) === root) throw error
    await makeFolder(root, dirname(path))
    await makeFolder(root, path)
  }
}

/** Makes or moves a file, and once more when its folder was missing: to look for the folder each time costs more. */
export async function inFolder<T>(root: string, folder: string, make: () => Promise<T>): Promise<T> {
  try {
    return await make()
  } catch (error) {
    if (!isSystemError(error) || error.code !== 'ENOENT') throw error
    await makeFolder(root, folder)
    return make()
  }
}

/** Writes a new file; returns its version when it is on the disk. */
export async function writeWhole(
  root: string,
  path: string,
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string> {
  const file = await inFolder(root, dirname(path), () => open(path, 'wx'))
  try {
    let waiting: Uint8Array[] = []
    let waitingBytes = 0
    for await (const chunk of body) {
      waiting.push(chunk)
      waitingBytes += chunk.length
      if (waitingBytes < WRITE_BYTES) continue
      await writeAll(file, waiting) // awaited: the body is read as fast as the disk writes
      waiting = []
      waitingBytes = 0
    }
    await writeAll(file, waiting)
    await file.sync()
    return await versionOf(file)
  } finally {
    await file.close()
  }
}

async function writeAll(file: FileHandle, chunks: Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return
  const { bytesWritten } = await file.writev(chunks)
  const sizeBytes = chunks.reduce((sum, { length }) => sum + length, 0)
  if (bytesWritten < sizeBytes) await file.appendFile(Buffer.concat(chunks).subarray(bytesWritten)) // a full disk takes a part, and then says so
}

/** Returns when the names in a folder are on the disk. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return // folders cannot be opened there
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Tells one content of a file from another: its size and time of change. */
export async function versionOf(file: string | FileHandle): Promise<string> {
  const { size, mtimeNs } =
    typeof file === 'string' ? await stat(file, { bigint: true }) : await file.stat({ bigint: true })
  return `${size}-${mtimeNs}`
}

/** null for a file that is not there. */
export async function ignoreMissing<T>(result: Promise<T>): Promise<T | null> {
  try {
    return await result
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}
