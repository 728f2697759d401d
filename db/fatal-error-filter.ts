const ERROR_RESPONSE = 'E'.charCodeAt(0)
const HEADER_BYTES = 5 // type and length; the length counts itself, but not the type

type Filtered = { passed: Buffer; fatal: Error | null }

/**
 * Looks through what a PostgreSQL server sends, chunk by chunk, for the error with which it ends a connection, and takes that out.
 * An error that has not arrived whole is held back until it has. https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function createFatalErrorFilter(): (chunk: Buffer) => Filtered {
  let held: Buffer = Buffer.alloc(0)
  let left = 0 // bytes of a message that began in an earlier chunk

  return (chunk) => {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    let at = Math.min(left, bytes.length)
    left -= at
    while (at + HEADER_BYTES <= bytes.length) {
      const end = at + 1 + bytes.readUInt32BE(at + 1)
      if (bytes[at] === ERROR_RESPONSE) {
        if (end > bytes.length) break
        const fatal = fatalIn(bytes.subarray(at + HEADER_BYTES, end))
        if (fatal) return { passed: bytes.subarray(0, at), fatal }
      }
      left = Math.max(0, end - bytes.length)
      at = Math.min(end, bytes.length)
    }
    held = bytes.subarray(at)
    return { passed: bytes.subarray(0, at), fatal: null }
  }
}

/** The fields of an error are strings, each after a letter that names it. `V` is the severity in English (PostgreSQL ≥ 9.6). */
function fatalIn(fields: Buffer): Error | null {
  const byName = new Map(
    fields
      .toString('utf8')
      .split('\0')
      .map((field) => [field.slice(0, 1), field.slice(1)]),
  )
  const severity = byName.get('V')
  if (severity !== 'FATAL' && severity !== 'PANIC') return null
  const error = new Error(byName.get('M') ?? 'The database ended the connection')
  return Object.assign(error, { name: 'PostgresError', code: byName.get('C') ?? '57P01', severity })
}
