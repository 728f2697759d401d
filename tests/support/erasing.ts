import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Db } from '@/db/client'
import { createFolderBackup } from '@/lib/backup/folder'
import type { Backup } from '@/lib/backup/types'
import type { ErasureTools } from '@/lib/erasure/types'
import { createPictureCache } from '@/lib/photos/pictures/picture-cache'
import { tokenKeys } from './store'

/** What an erasure works with: the second copy and the kept pictures lie beside the backup. */
export async function erasingTools(db: Db, { backup, folder }: { backup: Backup; folder: string }) {
  const second = createFolderBackup(`${folder}-second`)
  await second.create?.()
  const cache = createPictureCache({ folder: `${folder}-cache`, maxBytes: 1_000_000 })
  return { db, backup, second, tokenKeys, cache } satisfies ErasureTools
}

export async function put(store: Backup, key: string): Promise<void> {
  const options = { contentType: 'image/jpeg', metadata: () => ({}) }
  await store.put(key, Readable.from([Buffer.from(`bytes of ${key}`)]), options)
}

/** The path of every file below a folder. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort()
}

/** All text of the backup's own files, manifests and lists. */
export async function textIn(folder: string): Promise<string> {
  const files = (await filesIn(folder)).filter((file) => /\.(json|jsonl)$|SUMS$/.test(file) && !file.includes('.meta'))
  return (await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))).join('\n')
}

/** A store whose `count`th change fails, as if the process had been killed there. */
export function dyingAt(count: number, store: Backup): Backup {
  let left = count
  const live = () => {
    left -= 1
    if (left < 0) throw new Error('killed')
  }
  return {
    ...store,
    async put(...args) {
      live()
      await store.put(...args)
    },
    async remove(...args) {
      live()
      await store.remove(...args)
    },
  }
}
