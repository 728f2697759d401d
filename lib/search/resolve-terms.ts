import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'

/** Terms as numbers (`photo_search.terms`): a photo has each one of `every`, and at least one of each list in `anyOf`. */
export type Terms = { every: string[]; anyOf: string[][] }

/** A term by its kind and value, or every term whose value is like `pattern`. */
export type Term = { kind: string } & ({ value: string } | { pattern: string })

export const TAG_KINDS = ['mapillary', 'mtp'] as const

/** A term that photos must have, if there is a value; as a list of lists of alternatives. */
export function optionalTerm(kind: string, value: string | undefined): Term[][] {
  return value === undefined ? [] : [[{ kind, value }]]
}

/**
 * The numbers of terms: of each list in `alternatives` a photo needs one. `username` needs its photos too; several users may have the same name.
 * null when no photo has them all.
 */
export async function resolveTerms(
  db: Db,
  { alternatives, username }: { alternatives: Term[][]; username: string | undefined },
): Promise<{ terms: Terms; ownerIds: number[] } | null> {
  const groups = await findTerms(db, alternatives)
  const owners = username === undefined ? [] : await findOwners(db, username)
  if (username !== undefined) groups.push(owners.map(({ term }) => term))
  if (groups.some((group) => group.length === 0)) return null
  const terms = {
    every: groups.flatMap((group) => (group.length === 1 ? group : [])),
    anyOf: groups.filter((group) => group.length > 1),
  }
  return { terms, ownerIds: owners.map(({ id }) => id) }
}

/**
 * The numbers of terms, whether or not a photo has them, as `search_term` in the database makes them. Not of kinds whose case does not
 * matter.
 */
export function termsOf(kind: 'lot' | 'marked' | 'month' | 'square' | 'times', values: string[]): string[] {
  return values.map((value) => String(createHash('md5').update(`${kind} ${value}`).digest().readBigInt64BE()))
}

export function escapeLike(value: string): string {
  return value.replace(/[\\%_]/g, '\\$&')
}

async function findTerms(db: Db, alternatives: Term[][]): Promise<string[][]> {
  if (alternatives.length === 0) return []
  const wanted = alternatives.flatMap((terms, n) => terms.map((term) => ({ n, ...term })))
  const rows = await db.execute<{ n: number; term: string }>(sql`
    with wanted as (select * from jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) as term(n int, kind text, value text, pattern text))
    select n, t.term::text as term from wanted join search_terms t on t.term = search_term(wanted.kind, wanted.value)
    union all
    select n, t.term::text from wanted join search_terms t on t.kind = wanted.kind and t.value like wanted.pattern`)
  return alternatives.map((_, n) => rows.filter((row) => row.n === n).map(({ term }) => term))
}

async function findOwners(db: Db, username: string): Promise<{ id: number; term: string }[]> {
  const rows = await db.execute<{ id: string; term: string }>(sql`
    select u.id, t.term::text as term from users u join search_terms t on t.term = search_term('user', u.id::text) where u.username = ${username}`)
  return rows.map(({ id, term }) => ({ id: Number(id), term }))
}
