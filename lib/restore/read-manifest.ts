import type { z } from 'zod'
import {
  MANIFEST_VERSION,
  ManifestPhoto,
  ManifestPhotoV1,
  ManifestSequence,
  ManifestSequenceV1,
} from '@/lib/backup/manifest'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { readLines } from './lines'

export type ManifestHead = { key: string; writtenAt: string } & (
  | { version: 2; sequence: ManifestSequence; json: string } // `json`: the sequence as it stands in the file
  | { version: 1; sequence: ManifestSequenceV1 }
)

const WRITTEN = /^\{"version":(\d+),(?:"writtenAt":"([^"]*)",)?$/
const SEQUENCE = '"sequence":'

/** What a manifest is about. Throws INVALID_INPUT for one that is damaged or of a later version, by its name. */
export async function readManifestHead(backup: Backup, key: string): Promise<ManifestHead> {
  const lines = readLines(backup, key)
  try {
    return await readHead(lines, key)
  } finally {
    await lines.return(undefined)
  }
}

async function readHead(lines: AsyncGenerator<string>, key: string): Promise<ManifestHead> {
  const [first, second] = [(await lines.next()).value ?? '', (await lines.next()).value ?? '']
  const [, version, writtenAt = ''] = WRITTEN.exec(first) ?? []
  if (Number(version) > MANIFEST_VERSION)
    throw new AppError('INVALID_INPUT', `${key} is of version ${version}, which a later Map the Paths wrote`)
  if (version === undefined || !second.startsWith(SEQUENCE)) throw damaged(key, 'it does not begin as one')
  const json = second.slice(SEQUENCE.length).replace(/,$/, '')
  if (version === '1') return { key, writtenAt, version: 1, sequence: parse(key, ManifestSequenceV1, json) }
  return { key, writtenAt, version: 2, sequence: parse(key, ManifestSequence, json), json }
}

/** The photos of a manifest of version 2, as they stand in the file. Throws INVALID_INPUT for a damaged one. */
export function readPhotos(backup: Backup, key: string): AsyncGenerator<string> {
  return photoLines(backup, key, (line) => {
    parse(key, ManifestPhoto, line)
    return line
  })
}

/** The photos of a manifest of version 1. Throws INVALID_INPUT for a damaged one. */
export function readPhotosV1(backup: Backup, key: string): AsyncGenerator<ManifestPhotoV1> {
  return photoLines(backup, key, (line) => parse(key, ManifestPhotoV1, line))
}

async function* photoLines<T>(backup: Backup, key: string, read: (line: string) => T): AsyncGenerator<T> {
  const lines = readLines(backup, key)
  try {
    await readHead(lines, key)
    if ((await lines.next()).value !== '"photos":[') throw damaged(key, 'it has no photos')
    let isWhole = false
    for await (const line of lines) {
      if (line === ']}') isWhole = true
      else if (line !== '') yield read(line.replace(/,$/, ''))
    }
    if (!isWhole) throw damaged(key, 'it ends in the middle')
  } finally {
    await lines.return(undefined) // closes the file, also when its first lines were refused
  }
}

function parse<T>(key: string, schema: z.ZodType<T>, json: string): T {
  try {
    return schema.parse(JSON.parse(json))
  } catch (cause) {
    throw damaged(key, 'a line of it cannot be read', cause)
  }
}

function damaged(key: string, why: string, cause?: unknown): AppError {
  return new AppError('INVALID_INPUT', `${key} is damaged: ${why}`, { cause })
}
