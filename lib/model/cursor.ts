import type { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseJson } from '@/lib/format/parse-json'

/** Writes the place where a page ended as text that callers hand back. `decode` throws INVALID_INPUT for any other text. */
export function cursorCodec<Cursor>(schema: z.ZodType<Cursor>) {
  return {
    encode(cursor: Cursor): string {
      return Buffer.from(JSON.stringify(cursor)).toString('base64url')
    },
    decode(text: string): Cursor {
      const cursor = schema.safeParse(parseJson(Buffer.from(text, 'base64url').toString()))
      if (!cursor.success) throw new AppError('INVALID_INPUT', 'cursor: expected the one of the page before')
      return cursor.data
    },
  }
}
