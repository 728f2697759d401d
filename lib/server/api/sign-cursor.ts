import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { AppError } from '@/lib/errors'

const SIGNATURE_BYTES = 16

/** The keys of cursors, from the secrets of the sessions: the first signs, all are known. */
export type CursorKeys = readonly [Buffer, ...Buffer[]]

export function cursorKeysFrom([secret, ...older]: readonly [string, ...string[]]): CursorKeys {
  return [cursorKeyFrom(secret), ...older.map(cursorKeyFrom)]
}

function cursorKeyFrom(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'map-the-paths cursors', 32))
}

/** A cursor as callers get it: the list's own one and a signature that binds it to the route and its filters. */
export function signCursor([key]: CursorKeys, list: string, cursor: string): string {
  return Buffer.concat([sign(key, list, cursor), Buffer.from(cursor)]).toString('base64url')
}

/** The list's own cursor. Throws INVALID_INPUT when it was not signed here, or for another list. */
export function openCursor(keys: CursorKeys, list: string, signed: string): string {
  const bytes = Buffer.from(signed, 'base64url')
  const cursor = bytes.subarray(SIGNATURE_BYTES).toString()
  const isOurs =
    bytes.length > SIGNATURE_BYTES &&
    keys.some((key) => timingSafeEqual(bytes.subarray(0, SIGNATURE_BYTES), sign(key, list, cursor))) &&
    bytes.toString('base64url') === signed
  if (!isOurs) throw new AppError('INVALID_INPUT', 'cursor: expected the one of the page before, with the same filters')
  return cursor
}

/** What a cursor belongs to: the route and every parameter but the place and the size of the page. */
export function listName(routeId: string, params: URLSearchParams): string {
  const filters = [...params].filter(([name, value]) => name !== 'cursor' && name !== 'limit' && value.trim() !== '')
  return JSON.stringify([routeId, ...filters.map((filter) => JSON.stringify(filter)).sort()])
}

function sign(key: Buffer, list: string, cursor: string): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([list, cursor]))
    .digest()
    .subarray(0, SIGNATURE_BYTES)
}
