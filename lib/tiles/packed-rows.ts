import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

const NO_INTEGER = -(2 ** 31)
const NO_INSTANT = -(2 ** 63) // as PostgreSQL sends -infinity
const MILLENNIUM = Date.UTC(2000, 0, 1) // where PostgreSQL counts from, in microseconds

/** The columns of packed rows: what `PackedRows` reads by the same name. */
export const pack = {
  /** A bigint, never null. */
  id: (value: SQL) => sql`int8send(${value})`,
  integer: (value: SQL) => sql`int4send(coalesce(${value}, ${sql.raw(String(NO_INTEGER))}))`,
  real: (value: SQL) => sql`float4send(coalesce(${value}, 'NaN'))`,
  /** A timestamptz. */
  instant: (value: SQL) => sql`timestamptz_send(coalesce(${value}, '-infinity'))`,
  /** Never null. */
  boolean: (value: SQL) => sql`boolsend(${value})`,
  /** A bytea, never null. */
  bytes: (value: SQL) => sql`int4send(length(${value})) || ${value}`,
}

/**
 * The rows of a query in one binary value: writing and reading thousands of rows as text takes longer than finding them. `from` is the query
 * behind its FROM. `isRemembered`: each connection keeps its plan, as planning takes longer than a small tile; for queries that differ in
 * only their parameters, because none is ever dropped.
 */
export async function packedRows(
  db: Db,
  columns: SQL[],
  from: SQL,
  { isRemembered = false, orderBy }: { isRemembered?: boolean; orderBy?: SQL } = {},
): Promise<PackedRows> {
  const order = orderBy && sql`order by ${orderBy}`
  const rows = sql<Buffer | null>`string_agg(${sql.join(columns, sql` || `)}, '' ${order})`
  const query = db.select({ rows }).from(from)
  const [found] = await (isRemembered ? query.prepare('packed_rows').execute() : query)
  return new PackedRows(found?.rows ?? Buffer.alloc(0))
}

/** Reads rows value by value, in the order of their columns: an object for each row would take longer than all the rest of reading. */
export class PackedRows {
  readonly #packed: Buffer
  readonly #view: DataView
  #at = 0

  constructor(packed: Buffer) {
    this.#packed = packed
    this.#view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  }

  get isLeft(): boolean {
    return this.#at < this.#packed.length
  }

  id(): number {
    return this.#view.getInt32(this.#pass(4)) * 2 ** 32 + this.#view.getUint32(this.#pass(4))
  }

  integer(): number | null {
    const value = this.#view.getInt32(this.#pass(4))
    return value === NO_INTEGER ? null : value
  }

  real(): number | null {
    const value = this.#view.getFloat32(this.#pass(4))
    return Number.isNaN(value) ? null : value
  }

  /** Milliseconds since the Unix epoch. */
  instant(): number | null {
    const microseconds = this.id()
    return microseconds === NO_INSTANT ? null : MILLENNIUM + Math.floor(microseconds / 1000)
  }

  boolean(): boolean {
    return this.#view.getInt8(this.#pass(1)) === 1
  }

  bytes(): Buffer {
    const length = this.#view.getInt32(this.#pass(4))
    const from = this.#pass(length)
    return this.#packed.subarray(from, from + length)
  }

  #pass(size: number): number {
    const at = this.#at
    this.#at += size
    return at
  }
}
