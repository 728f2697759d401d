const START_OF_SCAN = 0xda
const APP0 = 0xe0
export const APP1 = 0xe1
const MAX_SEGMENT = 0xffff - 2 // its length counts itself

/** A marker segment: its code and what stands after its length. */
export type Segment = { code: number; data: Buffer }

/**
 * The segments of a JPEG before its first scan, and where the scan begins (ITU-T T.81 annex B). Null when it is not built that way: then
 * nothing of it must be moved. `bytes` is its beginning, with all of them.
 */
export function readHead(bytes: Buffer): { segments: Segment[]; scanStart: number } | null {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return null
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null
    const code = bytes[at + 1] ?? 0
    if (code === 0xff) {
      at += 1 // fill byte
      continue
    }
    if (code === START_OF_SCAN) return { segments, scanStart: at }
    if (code <= 0x01 || (code >= 0xd0 && code <= 0xd9)) return null // no segment belongs here
    const length = bytes.readUInt16BE(at + 2)
    if (length < 2 || at + 2 + length > bytes.length) return null
    segments.push({ code, data: bytes.subarray(at + 4, at + 2 + length) })
    at += 2 + length
  }
  return null
}

/** The beginning of a JPEG with these segments. Throws RangeError when one is too long. */
export function writeHead(segments: Segment[]): Buffer {
  const parts = segments.map(({ code, data }) => {
    if (data.length > MAX_SEGMENT) throw new RangeError('The segment is too long')
    const start = Buffer.from([0xff, code, 0, 0])
    start.writeUInt16BE(data.length + 2, 2)
    return Buffer.concat([start, data])
  })
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...parts])
}

/** Puts segments where readers look for them first: after JFIF's own, before all others. */
export function putFirst(segments: Segment[], added: Segment[]): Segment[] {
  const jfif = segments.filter(({ code }) => code === APP0)
  return [...jfif, ...added, ...segments.filter(({ code }) => code !== APP0)]
}
