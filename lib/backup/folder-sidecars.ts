import { type FileHandle, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '@/lib/format/parse-json'
import { ignoreMissing, inFolder, versionOf, writeWhole } from './folder-files'
import { incomingName } from './incoming-name'
import { INCOMING } from './keys'

/** Where a folder keeps the metadata of its files. */
export const META = '.meta'

/** Metadata of a file, bound to one version of it by size and time of change. */
const Sidecar = z.array(z.object({ version: z.string(), metadata: z.record(z.string(), z.string()) }))
type Sidecar = z.infer<typeof Sidecar>

/** The files beside a folder's files that hold their metadata, `.meta/KEY.json`. */
export function createSidecars(root: string) {
  const pathOf = (key: string) => join(root, META, `${key}.json`)

  /** What cannot be read as one counts as none: the file itself may be sound. */
  async function read(key: string): Promise<Sidecar> {
    const text = await ignoreMissing(readFile(pathOf(key), 'utf8'))
    return Sidecar.safeParse(text === null ? [] : parseJson(text)).data ?? []
  }

  return {
    read,
    async write(key: string, sidecar: Sidecar): Promise<void> {
      const incoming = join(root, INCOMING, incomingName())
      await writeWhole(root, incoming, [Buffer.from(JSON.stringify(sidecar))])
      await inFolder(root, dirname(pathOf(key)), () => rename(incoming, pathOf(key)))
    },
    /** The metadata of this version of a file. */
    async find(key: string, file: FileHandle): Promise<Record<string, string>> {
      const sidecar = await read(key)
      const version = await versionOf(file)
      const entry = sidecar.find((candidate) => candidate.version === version)
      // A folder that was copied has other times: then the only entry is the right one.
      return (entry ?? (sidecar.length === 1 ? sidecar[0] : undefined))?.metadata ?? {}
    },
    remove: (key: string) => rm(pathOf(key), { force: true }),
  }
}

export type Sidecars = ReturnType<typeof createSidecars>
