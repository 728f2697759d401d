import { sql } from 'drizzle-orm'
import { describe, expect } from 'vitest'
import type { Db } from '@/db/client'
import { findSitemapPieces } from '@/lib/exports/find-sitemap-pieces'
import { listPieceIds } from '@/lib/exports/list-piece-ids'
import { IDS_PER_PIECE, parsePieceName, pieceName } from '@/lib/exports/sitemap-piece'
import { test } from '@/tests/support/db'
import { insertPhoto, insertSequence } from '@/tests/support/factories'

async function allOf(ids: AsyncIterable<string>) {
  const list: string[] = []
  for await (const id of ids) list.push(id)
  return list
}

/** The next row of the table gets this id. */
const nextId = (db: Db, table: 'photos' | 'sequences', id: number) =>
  db.execute(sql`select setval(pg_get_serial_sequence(${table}, 'id'), ${id}, false)`)

async function insertSequenceWithId(db: Db, id: number, isPrivate = false) {
  await nextId(db, 'sequences', id)
  return insertSequence(db, { isPrivate })
}

describe('the sitemap', () => {
  test('is empty where nothing is public', async ({ db }) => {
    await insertSequence(db, { isPrivate: true })
    expect(await findSitemapPieces(db)).toEqual([])
  })

  test('has a piece for each 50,000 ids that hold a public page', async ({ db }) => {
    const { id: sequenceId } = await insertSequenceWithId(db, 7)
    await insertSequenceWithId(db, 3 * IDS_PER_PIECE, true)
    await insertSequenceWithId(db, 9 * IDS_PER_PIECE - 1)
    await nextId(db, 'photos', 2 * IDS_PER_PIECE)
    await insertPhoto(db, { sequenceId })
    expect(await findSitemapPieces(db)).toEqual([
      { kind: 'photos', number: 2 },
      { kind: 'sequences', number: 0 },
      { kind: 'sequences', number: 8 },
    ])
  })

  test('lists the public pages of a piece only', async ({ db }) => {
    const { id: sequenceId } = await insertSequence(db)
    const photo = async (n: number, id: number, isPrivate = false) => {
      await nextId(db, 'photos', id)
      await insertPhoto(db, { sequenceId, n, isPrivate })
    }
    await photo(1, IDS_PER_PIECE - 1)
    await photo(2, IDS_PER_PIECE)
    await photo(3, IDS_PER_PIECE + 1, true)
    await photo(4, 2 * IDS_PER_PIECE - 1)
    await photo(5, 2 * IDS_PER_PIECE)
    expect(await allOf(listPieceIds(db, { kind: 'photos', number: 1 }))).toEqual([
      `${IDS_PER_PIECE}`,
      `${2 * IDS_PER_PIECE - 1}`,
    ])
  })
})

test('a piece is found by the name of its file', () => {
  const piece = { kind: 'photos', number: 12 } as const
  expect(parsePieceName(pieceName(piece))).toEqual(piece)
})

test.each(['photos.xml', 'photos--1.xml', 'photos-1e9.xml', 'users-1.xml', 'photos-1.xml/x', 'photos-99999999999.xml'])(
  '%s names no piece',
  (name) => {
    expect(parsePieceName(name)).toBeNull()
  },
)
