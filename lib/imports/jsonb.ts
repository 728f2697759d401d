/** JSON text that PostgreSQL takes as jsonb: NUL characters and lone surrogates, which it refuses, are taken out of strings. */
export function toJsonb(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part,
  )
}
