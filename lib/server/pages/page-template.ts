import { promisify } from 'node:util'
import { constants, crc32, deflateRaw } from 'node:zlib'

const deflate = promisify(deflateRaw) // beside the thread that answers
const LEVEL = 6
const WINDOW_BYTES = 32_768 // how far back deflate refers
const GZIP_HEAD = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
const LAST_BLOCK = Buffer.from([1, 0, 0, 0xff, 0xff]) // a stored block without bytes

/** A page without its nonce: what stands between one nonce and the next, as it is and compressed. */
export type PageTemplate = { plain: Buffer[]; packed: Buffer[] }

/** Takes the nonce out of a page. null: the page holds bytes of which no text consists. */
export async function createTemplate(page: Buffer, nonce: string): Promise<PageTemplate | null> {
  if (page.includes(0)) return null
  const plain = splitAt(page, nonce)
  const gap = Buffer.alloc(Buffer.byteLength(nonce)) // stands for the nonce: nothing else is like it, so nothing refers to it
  let before: Buffer = Buffer.alloc(0)
  const packing = plain.map((piece) => {
    const dictionary = before.subarray(-WINDOW_BYTES)
    before = Buffer.concat([dictionary, piece, gap])
    const options = { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH, ...(dictionary.length > 0 && { dictionary }) }
    return deflate(piece, options)
  })
  return { plain, packed: await Promise.all(packing) }
}

/** The page with that nonce, which has as many bytes as the one that was taken out. */
export function fillTemplate({ plain }: PageTemplate, nonce: string): Buffer {
  return Buffer.concat(withBetween(plain, Buffer.from(nonce)))
}

/** The same as gzip, put together from what is compressed already: each nonce stands in a block that is not. */
export function fillGzip({ plain, packed }: PageTemplate, nonce: string): Buffer {
  const bytes = Buffer.from(nonce)
  const block = Buffer.alloc(5)
  block.writeUInt16LE(bytes.length, 1)
  block.writeUInt16LE(~bytes.length & 0xffff, 3)
  let [checksum, length] = [0, 0]
  for (const piece of withBetween(plain, bytes)) {
    checksum = crc32(piece, checksum)
    length += piece.length
  }
  const end = Buffer.alloc(8)
  end.writeUInt32LE(checksum, 0)
  end.writeUInt32LE(length, 4)
  return Buffer.concat([GZIP_HEAD, ...withBetween(packed, Buffer.concat([block, bytes])), LAST_BLOCK, end])
}

export function bytesOf({ plain, packed }: PageTemplate): number {
  return [...plain, ...packed].reduce((sum, { length }) => sum + length, 0)
}

function splitAt(page: Buffer, nonce: string): Buffer[] {
  const pieces: Buffer[] = []
  let from = 0
  for (let at = page.indexOf(nonce); at !== -1; at = page.indexOf(nonce, from)) {
    pieces.push(page.subarray(from, at))
    from = at + Buffer.byteLength(nonce)
  }
  return [...pieces, page.subarray(from)]
}

function withBetween(pieces: Buffer[], between: Buffer): Buffer[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]))
}
