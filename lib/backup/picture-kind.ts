import type { PictureFlaw } from '@/lib/model/pictures/picture-flaws'

export const SIGNATURE_BYTES = 12

/** Pictures of other kinds that programs and phones send under the name of a JPEG, by their first bytes (latin1). */
const OTHER_PICTURES: [pattern: RegExp, kind: PictureFlaw][] = [
  [/^\x89PNG/, 'png'],
  [/^RIFF....WEBP/s, 'webp'],
  [/^....ftyp(avif|avis)/s, 'avif'],
  [/^....ftyp(hei|hev|mif1|msf1)/s, 'heic'],
  [/^GIF8/, 'gif'],
  [/^(II\*\0|MM\0\*)/, 'tiff'],
]

/** What a picture is that is no JPEG, by its first bytes; undefined for what is none that we know. */
export function otherKindOf(head: Uint8Array): PictureFlaw | undefined {
  const text = Buffer.from(head.subarray(0, SIGNATURE_BYTES)).toString('latin1')
  return OTHER_PICTURES.find(([pattern]) => pattern.test(text))?.[1]
}
