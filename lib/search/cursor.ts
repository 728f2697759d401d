import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { cursorCodec } from '@/lib/model/cursor'

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

const codec = cursorCodec(Cursor)

export const encodeCursor = codec.encode

/** Throws INVALID_INPUT when it is not one of ours, or belongs to another query. */
export function decodeCursor(text: string, query: string): PhotoCursor {
  const cursor = codec.decode(text)
  if (cursor.query !== query) {
    throw new AppError('INVALID_INPUT', 'cursor: it belongs to another search; start at the first page')
  }
  return cursor
}
