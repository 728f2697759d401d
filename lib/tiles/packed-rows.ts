import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

type Kinds = {
  id: number // bigint, never null
  integer: number | null
  real: number | null
  instant: number | null // timestamptz; milliseconds since the Unix epoch
  boolean: boolean // never null
  bytes: Buffer // never null
}
type Kind = keyof Kinds

export type PackedColumns = Record<string, { kind: Kind; value: SQL }>
export type PackedRow<Columns extends PackedColumns> = { [Name in keyof Columns]: Kinds[Columns[Name]['kind']] }

const NO_INTEGER = -(2 ** 31)
const NO_INSTANT = -(2 ** 63) // as PostgreSQL sends -infinity
const MILLENNIUM = Date.UTC(2000, 0, 1) // where PostgreSQL counts from, in microseconds

const SIZE: Partial<Record<Kind, number>> = { id: 8, integer: 4, real: 4, instant: 8, boolean: 1 } // bytes say their own

const PACK: Record<Kind, (value: SQL) => SQL> = {
  id: (value) => sql`int8send(${value})`,
  integer: (value) => sql`int4send(coalesce(${value}, ${sql.raw(String(NO_INTEGER))}))`,
  real: (value) => sql`float4send(coalesce(${value}, 'NaN'))`,
  instant: (value) => sql`timestamptz_send(coalesce(${value}, '-infinity'))`,
  boolean: (value) => sql`boolsend(${value})`,
  bytes: (value) => sql`int4send(length(${value})) || ${value}`,
}

/**
 * The rows of a query in one binary value: writing and reading thousands of rows as text takes longer than finding them. `from` is the query
 * from its FROM on. The rows are made when they are taken, once.
 */
export async function packedRows<Columns extends PackedColumns>(
  db: Db,
  columns: Columns,
  from: SQL,
): Promise<Iterable<PackedRow<Columns>>> {
  const packed = Object.values(columns).map(({ kind, value }) => PACK[kind](value))
  const [found] = await db.execute<{ rows: Buffer | null }>(
    sql`select string_agg(${sql.join(packed, sql` || `)}, '') as rows ${from}`,
  )
  return found?.rows ? unpack(columns, found.rows) : []
}

function* unpack<Columns extends PackedColumns>(columns: Columns, bytes: Buffer): Generator<PackedRow<Columns>> {
  const kinds = Object.entries(columns).map(([name, { kind }]) => [name, kind] as const)
  for (let at = 0; at < bytes.length; ) {
    const row: Record<string, Kinds[Kind]> = {}
    for (const [name, kind] of kinds) {
      const length = SIZE[kind] ?? 4 + bytes.readInt32BE(at)
      row[name] = read(kind, bytes, at, length)
      at += length
    }
    yield row as PackedRow<Columns>
  }
}

function read(kind: Kind, bytes: Buffer, at: number, length: number): Kinds[Kind] {
  if (kind === 'id') return readLong(bytes, at)
  if (kind === 'boolean') return bytes[at] === 1
  if (kind === 'bytes') return bytes.subarray(at + 4, at + length)
  const value =
    kind === 'integer' ? bytes.readInt32BE(at) : kind === 'real' ? bytes.readFloatBE(at) : readLong(bytes, at)
  if (kind === 'instant') return value === NO_INSTANT ? null : MILLENNIUM + Math.floor(value / 1000)
  return value === NO_INTEGER || Number.isNaN(value) ? null : value
}

function readLong(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
}
