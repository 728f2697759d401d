import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { countLines, DUMP_VERSION, DumpEnd, DumpHead, DumpTable, END_OF_ROWS } from './format'

const NEWLINE = 0x0a

/** A table of a dump. `rows` must be read to their end before the next table is asked for. */
type TableInDump = DumpTable & { rows: AsyncGenerator<Buffer> }

export type OpenDump = {
  head: DumpHead
  tables: AsyncGenerator<TableInDump, DumpEnd>
}

/**
 * Opens a dump and reads its head; its tables follow, and at last its end, once the checksum was found right. Throws INVALID_INPUT for a
 * file that is damaged, no dump, or of a later version.
 */
export async function openDump(file: string): Promise<OpenDump> {
  const lines = new Lines(file)
  const head = lines.parse(DumpHead, await lines.next())
  if (head.version > DUMP_VERSION)
    throw new AppError('INVALID_INPUT', `${file} was written by a newer version of Map the Paths`)
  return { head, tables: readTables(lines) }
}

/** Reads a whole dump, so that nothing is begun with one that is damaged. Throws INVALID_INPUT. */
export async function checkDump(file: string): Promise<{ head: DumpHead; end: DumpEnd }> {
  const { head, tables } = await openDump(file)
  for (;;) {
    const { value, done } = await tables.next()
    if (done) return { head, end: value }
    while (!(await value.rows.next()).done);
  }
}

async function* readTables(lines: Lines): AsyncGenerator<TableInDump, DumpEnd> {
  const rows: Record<string, number> = {}
  for (;;) {
    const hashBefore = lines.hash.copy().digest('hex')
    const line = await lines.next()
    const table = lines.tryParse(DumpTable, line)
    if (!table) {
      const end = lines.parse(DumpEnd, line)
      if (end.sha256 !== hashBefore || JSON.stringify(end.rows) !== JSON.stringify(rows))
        throw lines.damaged('its checksum is not the one that it names')
      return end
    }
    rows[table.table] = 0
    yield { ...table, rows: countRows(lines, table.table, rows) }
  }
}

async function* countRows(lines: Lines, table: string, rows: Record<string, number>): AsyncGenerator<Buffer> {
  for await (const bytes of lines.rows()) {
    rows[table] = (rows[table] ?? 0) + countLines(bytes)
    yield bytes
  }
}

/** The file, unpacked, line by line or, where there are rows, by pieces of whole lines. */
class Lines {
  readonly hash = createHash('sha256') // of what has been read
  private readonly chunks: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0) // begins at the start of a line

  constructor(private readonly file: string) {
    const unpacked = createGunzip()
    createReadStream(file)
      .on('error', (error) => unpacked.destroy(error))
      .pipe(unpacked)
    this.chunks = unpacked[Symbol.asyncIterator]()
  }

  async next(): Promise<Buffer> {
    let end = this.rest.indexOf(NEWLINE)
    while (end < 0) {
      await this.readOn()
      end = this.rest.indexOf(NEWLINE)
    }
    return this.take(end + 1)
  }

  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.findEndOfRows()
      const whole = end ?? this.rest.lastIndexOf(NEWLINE) + 1
      if (whole > 0) yield this.take(whole)
      if (end !== null) break
      await this.readOn()
    }
    this.take(END_OF_ROWS.length)
  }

  tryParse<T>(schema: z.ZodType<T>, line: Buffer): T | null {
    try {
      return schema.safeParse(JSON.parse(line.toString('utf8'))).data ?? null
    } catch {
      return null
    }
  }

  parse<T>(schema: z.ZodType<T>, line: Buffer): T {
    const parsed = this.tryParse(schema, line)
    if (parsed === null) throw this.damaged('a line of it cannot be read')
    return parsed
  }

  damaged(why: string, cause?: unknown): AppError {
    return new AppError('INVALID_INPUT', `${this.file} is damaged, or no dump of Map the Paths: ${why}`, { cause })
  }

  private findEndOfRows(): number | null {
    if (this.rest.indexOf(END_OF_ROWS) === 0) return 0
    const at = this.rest.indexOf(`\n${END_OF_ROWS}`)
    return at < 0 ? null : at + 1
  }

  private take(length: number): Buffer {
    const bytes = this.rest.subarray(0, length)
    this.hash.update(bytes)
    this.rest = this.rest.subarray(length)
    return bytes
  }

  private async readOn(): Promise<void> {
    try {
      const { value, done } = await this.chunks.next()
      if (done) throw new Error('it ends too early')
      this.rest = Buffer.concat([this.rest, value])
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
        throw new AppError('NOT_FOUND', `There is no file ${this.file}`)
      throw this.damaged(error instanceof Error ? error.message : String(error), error)
    }
  }
}
