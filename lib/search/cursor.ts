import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseJson } from '@/lib/format/parse-json'

export const PHOTO_SORTS = ['captured_at', '-captured_at', '-viewpoints', '-tag', 'distance'] as const

const Cursor = z.object({
  query: z.string(),
  slice: z.int().min(0),
  key: z.number().nullable(),
  id: z.int().positive(),
})

/** The place of a photo in a result: the query it belongs to, which slice of the sort it is in, its key there (null: it has none) and its id. */
export type PhotoCursor = z.infer<typeof Cursor>

/** Where a photo is in a result. */
export type SortPosition = Omit<PhotoCursor, 'query'>

/** The cursor as callers see it: opaque. */
export function encodeCursor(cursor: PhotoCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url')
}

/** Throws INVALID_INPUT when it is not one of ours, or belongs to another query. */
export function decodeCursor(text: string, query: string): PhotoCursor {
  const cursor = Cursor.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
  if (!cursor.success) throw new AppError('INVALID_INPUT', 'cursor: expected the one of the page before')
  if (cursor.data.query !== query) {
    throw new AppError('INVALID_INPUT', 'cursor: it belongs to another search; start at the first page')
  }
  return cursor.data
}
