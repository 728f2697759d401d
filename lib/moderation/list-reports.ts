import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db } from '@/db/client'
import { reports } from '@/db/schema/people/reports'
import { users } from '@/db/schema/people/users'
import { photos } from '@/db/schema/photos'
import { sequences } from '@/db/schema/sequences'
import type { ReportState } from '@/lib/model/people/reports'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { describeReport, isOverdue, type Receipt } from './describe-report'

/** A report as moderators read it. */
export type ListedReport = Receipt & {
  overdue: boolean
  comment: string
  email: string | null
  region: TagShape | null
  reporter: string | null // a user name; null: nobody was logged in
  owner: { id: string; username: string; suspended: boolean }
  photo: { id: string; n: number; pano: boolean; hidden: boolean; cleared: boolean } | null
  sequence: { id: string; name: string; hidden: boolean } | null
  answer: string | null
  appeal: string | null
  decidedBy: string | null
  /** What was reported of the same thing before, and what its reporter's address reported: how many, and how many of them led to something. */
  history: { subject: Count; reporter: Count }
}
type Count = { reports: number; upheld: number }

type Asked = { state?: ReportState | undefined; cursor?: number | undefined; limit?: number; id?: number | undefined }

/** A page of reports: open ones the gravest first and of these the oldest, decided ones the latest first. `cursor`: the last one shown. */
export async function listReports(
  db: Db,
  { state = 'open', cursor, limit = 50, id }: Asked,
): Promise<{ reports: ListedReport[]; nextCursor: string | null }> {
  const places = (await queueQuery(db, { state, cursor, id }, limit + 1)).map((row) => row.id)
  const shown = places.slice(0, limit)
  return {
    reports: shown.length === 0 ? [] : await describe(db, shown),
    nextCursor: places.length > limit ? String(shown.at(-1)) : null,
  }
}

/** The places of a page in the queue. */
export function queueQuery(db: Db, { state, cursor, id }: Omit<Asked, 'limit'>, limit: number) {
  const isOpen = state !== 'decided'
  const key = (table: SQL | typeof reports) => sql`(${table}.gravity, ${table}.created_at, ${table}.id)`
  const last = (what: (table: SQL) => SQL) =>
    sql`(select ${what(sql`last`)} from ${reports} as last where last.id = ${cursor ?? 0})`
  const behind = isOpen
    ? sql`${key(reports)} > ${last((table) => sql`${table}.gravity, ${table}.created_at, ${table}.id`)}`
    : sql`${reports.id} < ${cursor ?? 0}`
  const only = id === undefined ? eq(reports.state, state ?? 'open') : eq(reports.id, id)
  const order = isOpen ? [asc(reports.gravity), asc(reports.createdAt), asc(reports.id)] : [desc(reports.id)]
  return db
    .select({ id: reports.id })
    .from(reports)
    .where(and(only, sql`not ${reports.isTrapped}`, cursor === undefined ? undefined : behind))
    .orderBy(...order)
    .limit(limit)
}

/** What a page of the queue shows of these reports: one statement, however many they are. */
export function detailsQuery(db: Db, ids: number[]) {
  const [reporters, deciders] = [alias(users, 'reporters'), alias(users, 'deciders')]
  return db
    .select({
      report: reports,
      owner: { id: users.id, username: users.username, suspendedAt: users.suspendedAt },
      photo: {
        id: photos.id,
        n: photos.n,
        isPano: photos.isPano,
        hiddenAt: photos.hiddenAt,
        clearedAt: photos.clearedAt,
      },
      sequence: { id: sequences.id, name: sequences.name, hiddenAt: sequences.hiddenAt },
      reporter: reporters.username,
      decider: deciders.username,
      ofSubject: countsOf(sql`(other.photo_id = ${reports.photoId} or other.sequence_id = ${reports.sequenceId}
        or other.user_id = ${reports.userId}) and other.id <> ${reports.id}`),
      ofReporter: countsOf(
        sql`other.address_hash = ${reports.addressHash} and other.address_hash <> '' and other.id <> ${reports.id}`,
      ),
    })
    .from(reports)
    .innerJoin(users, eq(users.id, reports.ownerId))
    .leftJoin(photos, eq(photos.id, reports.photoId))
    .leftJoin(sequences, eq(sequences.id, sql`coalesce(${reports.sequenceId}, ${photos.sequenceId})`))
    .leftJoin(reporters, eq(reporters.id, reports.reporterId))
    .leftJoin(deciders, eq(deciders.id, reports.decidedBy))
    .where(inArray(reports.id, ids))
}

async function describe(db: Db, ids: number[]): Promise<ListedReport[]> {
  const rows = await detailsQuery(db, ids)
  return rows
    .toSorted((a, b) => ids.indexOf(a.report.id) - ids.indexOf(b.report.id))
    .map(({ report, owner, photo, sequence, reporter, decider, ofSubject, ofReporter }) => ({
      ...describeReport(report),
      overdue: isOverdue(report),
      comment: report.comment,
      email: report.email,
      region: report.region,
      reporter,
      owner: { id: String(owner.id), username: owner.username, suspended: owner.suspendedAt !== null },
      photo: photo && {
        id: String(photo.id),
        n: photo.n,
        pano: photo.isPano,
        hidden: photo.hiddenAt !== null,
        cleared: photo.clearedAt !== null,
      },
      sequence: sequence && { id: String(sequence.id), name: sequence.name, hidden: sequence.hiddenAt !== null },
      answer: report.answer,
      appeal: report.appeal,
      decidedBy: decider,
      history: { subject: ofSubject, reporter: ofReporter },
    }))
}

function countsOf(where: SQL): SQL<Count> {
  return sql<Count>`(select json_build_object('reports', count(*),
    'upheld', count(*) filter (where other.decision <> 'nothing')) from ${reports} as other where ${where})`
}
