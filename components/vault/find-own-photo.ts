import type { BadPhoto } from '@/lib/vault/list-bad-photos'

/** The photo whose original this file is, by its SHA-256; where the browser cannot tell it, by its size, and the server decides. */
export async function findOwnPhoto<Photo extends Pick<BadPhoto, 'bytes' | 'sha256'>>(
  file: File,
  photos: Photo[],
): Promise<Photo | undefined> {
  const candidates = photos.filter(({ bytes }) => bytes === file.size)
  if (candidates.length === 0 || !globalThis.isSecureContext) return candidates[0]
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return candidates.find((photo) => photo.sha256 === sha256)
}
