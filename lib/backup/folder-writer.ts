import { readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { AppError } from '@/lib/errors'
import { ignoreMissing, inFolder, syncFolder, writeWhole } from './folder-files'
import type { Sidecars } from './folder-sidecars'
import { incomingName, isLeftOver } from './incoming-name'
import { INCOMING } from './keys'
import type { PutOptions } from './types'

/** What puts files into their places in a folder, whole or not at all. */
export function createFolderWriter(root: string, sidecars: Sidecars) {
  let isSwept = false

  /** Before the first write: removes what killed processes left behind. */
  async function sweepIncoming(): Promise<void> {
    if (isSwept) return
    const folder = join(root, INCOMING)
    for (const name of (await ignoreMissing(readdir(folder))) ?? []) {
      const file = await ignoreMissing(stat(join(folder, name)))
      if (file && isLeftOver({ name, mtimeMs: file.mtimeMs })) await rm(join(folder, name), { force: true })
    }
    isSwept = true
  }

  async function replace(key: string, body: Readable, { metadata, ifAbsent }: PutOptions): Promise<void> {
    const incoming = join(root, INCOMING, incomingName())
    const target = join(root, key)
    try {
      await sweepIncoming()
      const version = await writeWhole(root, incoming, body)
      const next = { version, metadata: metadata() }
      if (ifAbsent && (await ignoreMissing(stat(target))))
        throw new AppError('CONFLICT', `There is a file ${key} already`)
      const before = await sidecars.read(key)
      await sidecars.write(key, [...before, next])
      await inFolder(root, dirname(target), () => rename(incoming, target))
      await syncFolder(dirname(target))
      if (before.length > 0) await sidecars.write(key, [next])
    } catch (error) {
      await rm(incoming, { force: true })
      throw error
    } finally {
      body.destroy()
    }
  }

  async function move(from: string, to: string): Promise<void> {
    const source = join(root, from)
    const target = join(root, to)
    if (!(await ignoreMissing(stat(source)))) return
    await sidecars.write(to, [...(await sidecars.read(to)), ...(await sidecars.read(from))])
    await inFolder(root, dirname(target), () => rename(source, target))
    await syncFolder(dirname(target))
    await syncFolder(dirname(source))
    await sidecars.remove(from)
  }

  return { sweepIncoming, replace, move }
}
