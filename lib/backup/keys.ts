import { createHash } from 'node:crypto'

/** Where the store's drivers keep what is not whole yet. No user's folder can have this name: safe names never begin with a dot. */
export const INCOMING = '.incoming'

/** What is about the whole backup. No user's folder can have this name either. */
export const ROOT_FOLDER = '.map-the-paths'
export const MARKER_KEY = `${ROOT_FOLDER}/instance.json`
export const USERS_KEY = `${ROOT_FOLDER}/users.jsonl`
export const TAG_TYPES_KEY = `${ROOT_FOLDER}/tag-types.jsonl`
export const DELETED_KEY = `${ROOT_FOLDER}/deleted.jsonl`

/** Where bad bytes are kept that good ones have replaced: `.quarantine/DATE/KEY`. */
export const QUARANTINE = '.quarantine'

/** What was written for takeouts. No user's folder can have this name either. */
export const TAKEOUTS_FOLDER = '.takeouts'

/** Mapillary's pictures for everybody, beside originals that only their owners see. No user's folder can have this name either. */
const PUBLIC_FOLDER = '.public'

/** Parts of owners' own files that are on their way to us. No user's folder can have this name either. */
export const UPLOADS_FOLDER = '.uploads'

const LONGEST_NAME = 200 // file systems allow 255 bytes
const LONE_SURROGATE = /\p{Surrogate}/u

/** `USERNAME/SEQUENCE_ID/`: everything of one sequence lies under it. */
export function sequencePrefix(username: string, sequenceId: number): string {
  return `${safeUsername(username)}/${sequenceId}/`
}

/** The file of photo number `n` (1-based) within its sequence's folder. */
function originalFile(n: number): string {
  return `PHOTO_${n}.jpg`
}

export function originalKey(username: string, sequenceId: number, n: number): string {
  return sequencePrefix(username, sequenceId) + originalFile(n)
}

/** Everything that is kept for the public of a sequence lies under it. */
export function publicPrefix(username: string, sequenceId: number): string {
  return `${PUBLIC_FOLDER}/${sequencePrefix(username, sequenceId)}`
}

/** Where Mapillary's picture of a photo is kept. */
export function publicPictureKey(username: string, sequenceId: number, n: number): string {
  return publicPrefix(username, sequenceId) + originalFile(n)
}

export function manifestKey(username: string, sequenceId: number): string {
  return `${sequencePrefix(username, sequenceId)}manifest.json`
}

/** What people added to the photos of a sequence. */
export function peopleKey(username: string, sequenceId: number): string {
  return `${sequencePrefix(username, sequenceId)}people.jsonl`
}

/** The hashes of the files of a sequence, as `sha256sum -c` reads them. */
export function checksumsKey(username: string, sequenceId: number): string {
  return `${sequencePrefix(username, sequenceId)}SHA256SUMS`
}

/** The same for what is kept for the public of a sequence, in its own folder. */
export function publicChecksumsKey(username: string, sequenceId: number): string {
  return `${publicPrefix(username, sequenceId)}SHA256SUMS`
}

/** Where the bad bytes of an object go; `date` as 2026-11-29. */
export function quarantineKey(key: string, date: string): string {
  return `${QUARANTINE}/${date}/${key}`
}

/** Beside an original: what Mapillary gave on that day, other bytes than those that were backed up. */
export function fromMapillaryKey(key: string, date: string): string {
  return key.replace(/\.jpg$/, `.from-mapillary-${date}.jpg`)
}

/** Everything that was written for one takeout lies under it. */
export function takeoutPrefix(takeoutId: number): string {
  return `${TAKEOUTS_FOLDER}/${takeoutId}/`
}

/** Everything that has come of one upload lies under it. */
export function uploadPrefix(uploadId: number): string {
  return `${UPLOADS_FOLDER}/${uploadId}/`
}

/**
 * A user name as one part of a key. Letters, digits, `_`, `-` and inner dots stay; every other byte becomes `~XX`, so that two names never meet.
 * An empty name becomes `~`, a very long one its beginning, `~~` and its hash: neither can be the spelling of another name.
 */
export function safeUsername(username: string): string {
  if (username === '') return '~'
  const last = username.length - 1
  let safe = ''
  let at = 0
  for (const character of username) {
    const isOuterDot = character === '.' && (at === 0 || at === last) // `.`, `..`, hidden files
    safe += /^[A-Za-z0-9_.-]$/.test(character) && !isOuterDot ? character : escaped(character)
    at += character.length
  }
  if (safe.length <= LONGEST_NAME) return safe
  return `${safe.slice(0, 100)}~~${createHash('sha256').update(safe).digest('hex')}`
}

function escaped(character: string): string {
  // UTF-8 has no bytes for half a surrogate pair: all of them would become the same replacement character.
  if (LONE_SURROGATE.test(character)) return `~u${character.charCodeAt(0).toString(16).toUpperCase()}`
  return [...Buffer.from(character)].map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
