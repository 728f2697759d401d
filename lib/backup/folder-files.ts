import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Readable } from 'node:stream'

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

/** Writes a new file and returns when it is on the disk. */
export async function writeWhole(path: string, body: Readable): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for await (const chunk of body) await file.appendFile(chunk) // awaited: the body is read as fast as the disk writes
    await file.sync()
  } finally {
    await file.close()
  }
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
