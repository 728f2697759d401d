const UNSTORABLE = /[\0\p{Surrogate}]/gu

/**
 * JSON from outside, or undefined when it is none. NUL characters and halves of surrogate pairs are left out of its texts:
 * they are legal in JSON, but PostgreSQL stores neither.
 */
export function parseJson(text: string): unknown {
  const isSuspect = /\\u(0000|d[89a-f])/i.test(text)
  try {
    return JSON.parse(text, isSuspect ? withoutUnstorable : undefined)
  } catch {
    return undefined
  }
}

function withoutUnstorable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(UNSTORABLE, '') : value
}
