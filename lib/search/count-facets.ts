import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { type Bbox, narrower } from '@/lib/geo/bbox'
import type { Viewer } from '@/lib/visibility/visible-rows'
import type { FacetSource } from './filter'
import { type FacetName, FILTERS } from './filters'
import type { PhotoFilter } from './photo-filter'
import { publicQuery } from './public-query'
import { TAG_KINDS } from './resolve-terms'
import { type TermCount, tallyTerms } from './tally-terms'

const LISTED = 100 // values of a facet

type ValueCount = { value: string; count: number }
type TagCount = ValueCount & { source: (typeof TAG_KINDS)[number] }

export type Facets = Record<Exclude<FacetName, 'tag'>, ValueCount[]> & { tag: TagCount[] }

/**
 * How many photos fit a filter, the box around them (its east may pass 180; null: none has a position), and what there is among them, the most
 * frequent first.
 */
export type CountedPhotos = { total: number; isTotalExact: boolean; bbox: Bbox | null; facets: Facets }

/** The facets of the table of filters. */
const FACETS = Object.values(FILTERS).flatMap(({ facets }) =>
  Object.entries<FacetSource<Partial<PhotoFilter>>>(facets).map(([name, source]) => ({ name, ...source })),
)

/**
 * Counts the photos that `viewer` may see and that fit the filter, by what people search by. Up to 2,000 photos the numbers are exact; of more
 * a random sample is counted: the numbers are estimates, and the box is around the sample. Throws UNAUTHENTICATED and UNAVAILABLE as a list of
 * photos does.
 */
export async function countFacets(
  db: Db,
  { filter, viewer }: { filter: PhotoFilter; viewer: Viewer },
): Promise<CountedPhotos> {
  const tally = (narrowedBy: PhotoFilter, kind?: string) =>
    publicQuery(db, (tx) => tallyTerms(tx, { filter: narrowedBy, viewer, kind }))
  const choices = FACETS.flatMap(({ without, kinds: [kind] }) =>
    without && kind !== undefined && isNarrowedBy(filter, without) ? [{ without, kind }] : [],
  )
  const [all, ...others] = await Promise.all([
    tally(filter),
    ...choices.map(({ without, kind }) => tally({ ...filter, ...without }, kind)),
  ])
  const countsOf = (kind: string): ValueCount[] => {
    const other = others[choices.findIndex((choice) => choice.kind === kind)]
    return topOf((other ?? all).rows.filter((row) => row.kind === kind))
  }
  const byName = FACETS.map(({ name, kinds }) => [name, kinds.flatMap(countsOf)] as const)
  return {
    total: all.total,
    isTotalExact: all.isExact,
    bbox: all.boxes && narrower(all.boxes),
    facets: {
      ...(Object.fromEntries(byName) as Record<FacetName, ValueCount[]>),
      tag: tagCounts(all.rows),
      user: await nameUsers(db, countsOf('user')),
    },
  }
}

function isNarrowedBy(filter: PhotoFilter, without: Partial<PhotoFilter>): boolean {
  return Object.keys(without).some((name) =>
    [filter[name as keyof PhotoFilter]].flat().some((value) => value !== undefined),
  )
}

function topOf(rows: TermCount[]): ValueCount[] {
  return rows
    .map(({ value, count }) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value))
    .slice(0, LISTED)
}

function tagCounts(rows: TermCount[]): TagCount[] {
  return TAG_KINDS.flatMap((source) =>
    topOf(rows.filter(({ kind }) => kind === source)).map((count) => ({ ...count, source })),
  ).sort((a, b) => b.count - a.count)
}

async function nameUsers(db: Db, counts: ValueCount[]): Promise<ValueCount[]> {
  if (counts.length === 0) return []
  const ids = `{${counts.map(({ value }) => value).join(',')}}`
  const users = await db.execute<{ id: string; username: string }>(
    sql`select id, username from users where id = any(${ids}::text::bigint[])`,
  )
  const names = new Map(users.map(({ id, username }) => [id, username]))
  return counts.flatMap(({ value, count }) => {
    const username = names.get(value)
    return username === undefined ? [] : [{ value: username, count }]
  })
}
