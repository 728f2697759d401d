/** A part of a file: `end` excluded. */
export type ByteRange = { start: number; end: number }

/** What a representation says of itself, for conditions. */
export type Validators = { etag: string; modifiedAt: Date }

/**
 * The range that a request asks for (RFC 9110, section 14). null: the whole, also when several are asked for, when the header makes no sense, or
 * when If-Range names another version; `unsatisfiable`: past the end.
 */
export function readRange(
  headers: Headers,
  sizeBytes: number,
  validators: Validators,
): ByteRange | null | 'unsatisfiable' {
  const header = headers.get('range')
  const ifRange = headers.get('if-range')?.trim()
  if (header === null || (ifRange !== undefined && !isSame(ifRange, validators))) return null
  const [, first = '', last = ''] = /^\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header) ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const start = Math.max(sizeBytes - Number(last), 0)
    return start < sizeBytes ? { start, end: sizeBytes } : 'unsatisfiable'
  }
  const start = Number(first)
  const end = last === '' ? sizeBytes : Math.min(Number(last) + 1, sizeBytes)
  if (last !== '' && Number(last) < start) return null
  return start < sizeBytes ? { start, end } : 'unsatisfiable'
}

/** Strong comparison: a weak tag never fits, a date only when it is the very one. */
function isSame(condition: string, { etag, modifiedAt }: Validators): boolean {
  return condition === etag || condition === modifiedAt.toUTCString()
}
