import { z } from 'zod'

/**
 * A dump is gzip over UTF-8: a line that is the head; for each table a line with its columns, its rows as COPY writes them, and a line `\.`;
 * at last a line that is the end, with the SHA-256 of everything before it.
 */
export const DUMP_VERSION = 1

export const DumpHead = z.object({
  file: z.literal('map-the-paths-dump'),
  version: z.number().int(),
  schemaAt: z.number(), // of the newest migration, in milliseconds since the Unix epoch
  createdAt: z.string(),
})
export type DumpHead = z.infer<typeof DumpHead>

export const DumpTable = z.object({ table: z.string(), columns: z.array(z.string()) })
export type DumpTable = z.infer<typeof DumpTable>

export const DumpEnd = z.object({
  rows: z.record(z.string(), z.number().int()), // how many, by table
  sequences: z.record(z.string(), z.object({ lastValue: z.string(), isCalled: z.boolean() })),
  sha256: z.string(),
})
export type DumpEnd = z.infer<typeof DumpEnd>

/** The line behind the last row of a table. No row looks like it, since COPY writes each backslash twice. */
export const END_OF_ROWS = '\\.\n'

const NEWLINE = 0x0a

export function countLines(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1
  return lines
}
