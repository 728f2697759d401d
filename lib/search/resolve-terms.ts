import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { PhotoFilter } from './photo-filter'

/** Words as numbers (`photo_search.terms`): a photo has every one of `every`, and one at least of each list in `anyOf`. */
export type Terms = { every: string[]; anyOf: string[][] }

/** A word by its kind and value, or every word whose value is like `pattern`. */
type Word = { kind: string } & ({ value: string } | { pattern: string })

export const TAG_KINDS = ['mapillary', 'mtp'] as const

/** The words that photos must have to fit the filter, and the users whose name it asks for; null when no photo fits. */
export async function resolveTerms(db: Db, filter: PhotoFilter): Promise<{ terms: Terms; ownerIds: number[] } | null> {
  const groups = await findTerms(db, wantedWords(filter))
  const owners = filter.user === undefined ? [] : await findOwners(db, filter.user)
  if (filter.user !== undefined) groups.push(owners.map(({ term }) => term))
  if (groups.some((group) => group.length === 0)) return null
  const terms = {
    every: groups.flatMap((group) => (group.length === 1 ? group : [])),
    anyOf: groups.filter((group) => group.length > 1),
  }
  return { terms, ownerIds: owners.map(({ id }) => id) }
}

/** The numbers of words, whether or not a photo has them, as `search_term` in the database makes them; not of kinds whose case does not matter. */
export function termsOf(kind: 'lot' | 'marked' | 'month' | 'square' | 'times', values: string[]): string[] {
  return values.map((value) => String(createHash('md5').update(`${kind} ${value}`).digest().readBigInt64BE()))
}

/** Lists of alternatives: of each, a photo has to have one. */
function wantedWords(filter: PhotoFilter): Word[][] {
  const { cameraMake, cameraModel, transport, pano } = filter
  const one = (kind: string, value: string | undefined): Word[][] => (value === undefined ? [] : [[{ kind, value }]])
  return [
    ...filter.tag.map((value) => tagWords(filter, value)),
    ...anyTag(filter),
    ...one('make', cameraMake),
    ...one('model', cameraModel),
    ...one('transport', transport),
    ...filter.sequenceTag.map((value): Word[] => [{ kind: 'sequenceTag', value }]),
    ...one('pano', pano?.toString()),
    ...(filter.season.length === 0 ? [] : [filter.season.map((value) => ({ kind: 'season', value }))]),
  ]
}

/** What is asked without naming a tag: that there is one at all. */
function anyTag({ tag, source, minScore, minArea }: PhotoFilter): Word[][] {
  const isAsked = source !== undefined || minScore !== undefined || minArea !== undefined
  if (tag.length > 0 || !isAsked) return []
  const kinds = source === undefined ? TAG_KINDS : [source]
  return [kinds.map((value) => ({ kind: 'tagged', value }))]
}

function tagWords({ source }: PhotoFilter, value: string): Word[] {
  const kinds = source === undefined ? TAG_KINDS : [source]
  return kinds.map((kind) =>
    value.endsWith('*') ? { kind, pattern: `${escapeLike(value.slice(0, -1))}%` } : { kind, value },
  )
}

export function escapeLike(value: string): string {
  return value.replace(/[\\%_]/g, '\\$&')
}

async function findTerms(db: Db, wanted: Word[][]): Promise<string[][]> {
  if (wanted.length === 0) return []
  const asked = wanted.flatMap((words, n) => words.map((word) => ({ n, ...word })))
  const rows = await db.execute<{ n: number; term: string }>(sql`
    with asked as (select * from jsonb_to_recordset(${JSON.stringify(asked)}::text::jsonb) as word(n int, kind text, value text, pattern text))
    select n, t.term::text as term from asked join search_terms t on t.term = search_term(asked.kind, asked.value)
    union all
    select n, t.term::text from asked join search_terms t on t.kind = asked.kind and t.value like asked.pattern`)
  return wanted.map((_, n) => rows.filter((row) => row.n === n).map(({ term }) => term))
}

async function findOwners(db: Db, username: string): Promise<{ id: number; term: string }[]> {
  const rows = await db.execute<{ id: string; term: string }>(sql`
    select u.id, t.term::text as term from users u join search_terms t on t.term = search_term('user', u.id::text) where u.username = ${username}`)
  return rows.map(({ id, term }) => ({ id: Number(id), term }))
}
