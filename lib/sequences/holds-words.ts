import { type SQL, sql } from 'drizzle-orm'
import { sequences } from '@/db/schema/sequences'

/** Whether name, description and tags hold words that begin like these. Text without a letter or digit holds no word: nothing is found by it. */
export function holdsWords(text: string): SQL {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
  const query = words.map((word) => `'${word}':*`).join(' & ')
  return sql`sequence_words(${sequences.name}, ${sequences.description}, ${sequences.tags}) @@ to_tsquery('simple', ${query})`
}
