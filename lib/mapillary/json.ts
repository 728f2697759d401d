import { parseJson } from '@/lib/format/parse-json'

const UNSTORABLE = /[\0\p{Surrogate}]/gu
const TEXT_OR_NO_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b/g

/**
 * JSON from Mapillary, or undefined when it is none. NUL characters and halves of surrogate pairs are left out of its texts:
 * they are legal in JSON, but PostgreSQL stores neither. NaN and Infinity, which Python's writer lets through, become null.
 */
export function parseMapillaryJson(text: string): unknown {
  const isSuspect = /\\u(0000|d[89a-f])/i.test(text)
  const reviver = isSuspect ? withoutUnstorable : undefined
  const json = parseJson(text, reviver)
  return json === undefined && /NaN|Infinity/.test(text) ? parseJson(withNull(text), reviver) : json
}

function withNull(text: string): string {
  return text.replace(TEXT_OR_NO_NUMBER, (match) => (match.startsWith('"') ? match : 'null'))
}

function withoutUnstorable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(UNSTORABLE, '') : value
}
