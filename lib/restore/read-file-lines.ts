import { z } from 'zod'
import type { Backup } from '@/lib/backup/types'
import { AppError } from '@/lib/errors'
import { LINES_VERSION } from '@/lib/manifests/lines'
import { readLines } from './lines'

const Head = z.object({ file: z.string(), version: z.number().int() })

/** The lines of a file of rows, as they stand in it. Throws INVALID_INPUT for one that is damaged or of a later version, by its name. */
export async function* readFileLines(
  backup: Backup,
  { key, file, schema }: { key: string; file: string; schema: z.ZodType },
): AsyncGenerator<string> {
  const lines = readLines(backup, key)
  try {
    const head = read(key, Head, (await lines.next()).value ?? '')
    if (head.version > LINES_VERSION)
      throw new AppError('INVALID_INPUT', `${key} is of version ${head.version}, which a later Map the Paths wrote`)
    if (head.file !== file) throw new AppError('INVALID_INPUT', `${key} is damaged: it holds ${head.file}`)
    for await (const line of lines) {
      read(key, schema, line)
      yield line
    }
  } finally {
    await lines.return(undefined) // closes the file, also when its first line was refused
  }
}

function read<T>(key: string, schema: z.ZodType<T>, line: string): T {
  try {
    return schema.parse(JSON.parse(line))
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `${key} is damaged: a line of it cannot be read`, { cause })
  }
}
