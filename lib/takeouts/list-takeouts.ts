import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { takeoutFiles, takeoutSequences, takeouts } from '@/db/schema/takeouts'
import { AppError } from '@/lib/errors'
import type { TakeoutRow } from './making/active-takeout'
import type { Takeout } from './types'

const MOST = 50

/** Makes the addresses of a takeout's archives; `signature`: a query that lets in whoever has it. */
export type TakeoutAddresses = { origin: string; sign: (takeoutId: number) => string }

/** The newest takeouts of a user. */
export async function listTakeouts(db: Db, addresses: TakeoutAddresses, userId: number): Promise<Takeout[]> {
  const rows = await db
    .select()
    .from(takeouts)
    .where(eq(takeouts.userId, userId))
    .orderBy(desc(takeouts.id))
    .limit(MOST)
  return describeAll(db, addresses, rows)
}

/** Throws NOT_FOUND (also for somebody else's). */
export async function getTakeout(
  db: Db,
  addresses: TakeoutAddresses,
  { takeoutId, userId }: { takeoutId: number; userId: number },
): Promise<Takeout> {
  const rows = await db
    .select()
    .from(takeouts)
    .where(and(eq(takeouts.id, takeoutId), eq(takeouts.userId, userId)))
  const [takeout] = await describeAll(db, addresses, rows)
  if (!takeout) throw new AppError('NOT_FOUND', `Takeout ${takeoutId} not found`)
  return takeout
}

async function describeAll(db: Db, addresses: TakeoutAddresses, rows: TakeoutRow[]): Promise<Takeout[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [contained, sizes] = await Promise.all([
    db
      .select({ takeoutId: takeoutSequences.takeoutId, sequenceId: takeoutSequences.sequenceId })
      .from(takeoutSequences)
      .where(inArray(takeoutSequences.takeoutId, ids))
      .orderBy(asc(takeoutSequences.sequenceId)),
    db
      .select({ takeoutId: takeoutFiles.takeoutId, bytes: sql<string>`sum(${takeoutFiles.bytes})` })
      .from(takeoutFiles)
      .innerJoin(takeouts, and(eq(takeouts.id, takeoutFiles.takeoutId), eq(takeouts.state, 'making')))
      .where(inArray(takeoutFiles.takeoutId, ids))
      .groupBy(takeoutFiles.takeoutId),
  ])
  return rows.map((row) => {
    const sequenceIds = contained.filter(({ takeoutId }) => takeoutId === row.id).map(({ sequenceId }) => sequenceId)
    const listedBytes = Number(sizes.find(({ takeoutId }) => takeoutId === row.id)?.bytes ?? 0)
    return describe(row, addresses, { sequenceIds, listedBytes })
  })
}

function describe(
  row: TakeoutRow,
  { origin, sign }: TakeoutAddresses,
  { sequenceIds, listedBytes }: { sequenceIds: number[]; listedBytes: number },
): Takeout {
  const self = `${origin}/api/v1/takeouts/${row.id}`
  const signature = row.state === 'ready' ? sign(row.id) : ''
  const archive = (part: number | null) => ({
    zip: `${self}.zip${part === null ? '' : `?part=${part}`}`,
    signedZip: `${self}.zip?${part === null ? '' : `part=${part}&`}${signature}`,
  })
  const isReady = row.state === 'ready'
  const isSplit = row.parts.length > 1
  return {
    id: String(row.id),
    state: row.state,
    reason: row.reason,
    all: row.isAll,
    sequenceIds: sequenceIds.map(String),
    done: row.photoDone,
    total: Math.max(row.photoTotal, row.photoDone),
    bytes: row.parts.length > 0 ? row.parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) : listedBytes,
    partBytes: row.partBytes,
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    links: { self, ...(isReady ? archive(null) : { zip: null, signedZip: null }) },
    parts: isReady
      ? row.parts.map(({ sizeBytes }, index) => ({
          part: index + 1,
          bytes: sizeBytes,
          links: archive(isSplit ? index + 1 : null),
        }))
      : [],
  }
}
