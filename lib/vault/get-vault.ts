import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { VaultPassKind } from '@/lib/model/backup-states'
import { isOverdue } from './night-budget'

/** What is known of somebody's originals, or of those of one sequence. */
type OriginalsState = {
  originals: number
  bytes: number
  intact: number // every byte was read, and was right
  unread: number // never read since they were written
  overdue: number // not read for 90 days
  missing: number
  differing: number
  unreadable: number
  copies: number // the fewest of any original
  copiesComplete: number // originals of which there are as many copies as wanted
  withoutPublicPicture: number // photos of which nothing is kept for others, who see a placeholder while Mapillary is away
  oldestCheck: string | null // ISO 8601: since then every byte of every original was read; null: of some never
  latestCheck: string | null
}

/** A pass that is under way: of the originals in question so many were read. */
type RunningPass = { kind: VaultPassKind; startedAt: string; done: number; total: number }

export type Vault = OriginalsState & {
  copiesWanted: number
  running: RunningPass | null
  isStoreInTrouble: boolean // the last pass could not do its work
}

type Scope = { ownerId: number; sequenceId?: number | null; copiesWanted: number }

const SILENT_SECONDS = 300 // a pass that was not heard of for so long was killed

/** What the owner is told of their originals. */
export async function getVault(db: Db, scope: Scope): Promise<Vault> {
  const [state, running, isStoreInTrouble] = await Promise.all([
    getOriginalsState(db, scope),
    findRunningPass(db, scope),
    wasStoreInTrouble(db),
  ])
  return { ...state, copiesWanted: scope.copiesWanted, running, isStoreInTrouble }
}

/** Counts from the rows of the originals. */
async function getOriginalsState(db: Db, scope: Scope): Promise<OriginalsState> {
  const [row] = await db.execute<Record<keyof OriginalsState, string | null>>(sql`
    select count(*) as originals, coalesce(sum(p.backup_bytes), 0) as bytes,
      count(*) filter (where c.state = 'ok') as intact,
      count(*) filter (where c.verified_at is null) as unread,
      count(*) filter (where ${isOverdue}) as overdue,
      count(*) filter (where c.state = 'missing') as missing,
      count(*) filter (where c.state = 'differs') as differing,
      count(*) filter (where c.state = 'unreadable') as unreadable,
      coalesce(min(c.copies), 0) as copies,
      count(*) filter (where c.copies >= ${scope.copiesWanted}) as "copiesComplete",
      count(*) filter (where p.public_key is null and p.backup_form is distinct from 'processed'
        and not p.is_private and not s.is_private and p.gone_at is null) as "withoutPublicPicture",
      case when count(*) = count(c.verified_at) then min(c.verified_at) end as "oldestCheck",
      max(c.verified_at) as "latestCheck"
    ${originalsOf(scope)}`)
  const number = (name: keyof OriginalsState) => Number(row?.[name] ?? 0)
  const moment = (name: keyof OriginalsState) => (row?.[name] ? new Date(row[name]).toISOString() : null)
  return {
    originals: number('originals'),
    bytes: number('bytes'),
    intact: number('intact'),
    unread: number('unread'),
    overdue: number('overdue'),
    missing: number('missing'),
    differing: number('differing'),
    unreadable: number('unreadable'),
    copies: number('copies'),
    copiesComplete: number('copiesComplete'),
    withoutPublicPicture: number('withoutPublicPicture'),
    oldestCheck: moment('oldestCheck'),
    latestCheck: moment('latestCheck'),
  }
}

function originalsOf({ ownerId, sequenceId = null }: Pick<Scope, 'ownerId' | 'sequenceId'>): SQL {
  return sql`from backup_checks c join photos p on p.id = c.photo_id join sequences s on s.id = p.sequence_id
    where p.owner_id = ${ownerId} and s.deleted_at is null and (${sequenceId}::bigint is null or p.sequence_id = ${sequenceId})`
}

async function findRunningPass(db: Db, { ownerId, sequenceId = null }: Scope): Promise<RunningPass | null> {
  const [pass] = await db.execute<{ kind: VaultPassKind; started_at: string; sequence_id: string | null }>(sql`
    select v.kind, v.started_at, v.sequence_id from vault_passes v left join sequences s on s.id = v.sequence_id
    where v.kind <> 'listing' and v.finished_at is null and v.moved_at > now() - ${SILENT_SECONDS} * interval '1 second'
      and (v.sequence_id is null or s.owner_id = ${ownerId})
      and (${sequenceId}::bigint is null or v.sequence_id is null or v.sequence_id = ${sequenceId})
    order by v.sequence_id nulls last, v.id desc limit 1`)
  if (!pass) return null
  const scope = { ownerId, sequenceId: pass.sequence_id === null ? sequenceId : Number(pass.sequence_id) }
  const [count] = await db.execute<{ done: number; total: number }>(sql`
    select count(*) filter (where c.verified_at >= ${pass.started_at}::timestamptz)::int as done, count(*)::int as total ${originalsOf(scope)}`)
  const { done = 0, total = 0 } = count ?? {}
  return { kind: pass.kind, startedAt: new Date(pass.started_at).toISOString(), done, total }
}

async function wasStoreInTrouble(db: Db): Promise<boolean> {
  const [last] = await db.execute<{ alarm: string | null }>(
    sql`select alarm from vault_passes order by id desc limit 1`,
  )
  return last !== undefined && last.alarm !== null
}
