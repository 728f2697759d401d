/** A JPEG segment: its marker, its length and its data. */
function segment(code: number, data: Iterable<number>): Buffer {
  const bytes = Buffer.from([...data])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length + 2)
  return Buffer.concat([Buffer.from([0xff, code]), length, bytes])
}

type Kind = { precision?: number; isLossless?: boolean; restartEvery?: number; withTables?: boolean }
const [WIDTH, HEIGHT] = [64, 48]

/**
 * A grey picture of 64 by 48 pixels, coded by hand (ITU-T T.81), for what no encoder here writes: more than 8 bits, lossless coding, restart
 * markers (one after so many blocks), no Huffman tables.
 */
export function codedJpeg({
  precision = 8,
  isLossless = false,
  restartEvery = 0,
  withTables = true,
}: Kind = {}): Buffer {
  const units = isLossless ? WIDTH * HEIGHT : (WIDTH / 8) * (HEIGHT / 8)
  const oneCode = [1, ...Array(15).fill(0), 0] // the code 0 means "no difference" and "end of block"
  const frame = isLossless ? 0xc3 : precision === 8 ? 0xc0 : 0xc1
  const tables = [segment(0xc4, [0x00, ...oneCode]), ...(isLossless ? [] : [segment(0xc4, [0x10, ...oneCode])])]
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xdb, [0, ...Array(64).fill(1)]),
    segment(frame, [precision, 0, HEIGHT, 0, WIDTH, 1, 1, 0x11, 0]),
    ...(withTables ? tables : []),
    ...(restartEvery > 0 ? [segment(0xdd, [restartEvery >> 8, restartEvery & 255])] : []),
    segment(0xda, [1, 1, 0, ...(isLossless ? [1, 0, 0] : [0, 63, 0])]),
    scan({ units, bitsPerUnit: isLossless ? 1 : withTables ? 2 : 6, restartEvery }),
    Buffer.from([0xff, 0xd9]),
  ])
}

/** Units of no difference, the rest of each part filled with ones. Without tables the standard ones count: `00` and `1010`. */
function scan({
  units,
  bitsPerUnit,
  restartEvery,
}: {
  units: number
  bitsPerUnit: number
  restartEvery: number
}): Buffer {
  const unit = bitsPerUnit === 6 ? '001010' : '0'.repeat(bitsPerUnit)
  const perPart = restartEvery > 0 ? restartEvery : units
  const parts = Array.from({ length: Math.ceil(units / perPart) }, (_, index) => {
    const bits = unit.repeat(Math.min(perPart, units - index * perPart))
    const bytes = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []).map((byte) =>
      Number.parseInt(byte, 2),
    )
    return Buffer.from(index === 0 ? bytes : [0xff, 0xd0 + ((index - 1) % 8), ...bytes])
  })
  return Buffer.concat(parts)
}

/** Bytes of nobody before each restart marker. */
export function withBytesBeforeRestarts(jpeg: Buffer): Buffer {
  return editRestarts(jpeg, (marker) => [0x12, 0x34, 0xff, marker])
}

/** Restart markers whose numbers are all the same. */
export function withWrongRestarts(jpeg: Buffer): Buffer {
  return editRestarts(jpeg, () => [0xff, 0xd3])
}

function editRestarts(jpeg: Buffer, edit: (marker: number) => number[]): Buffer {
  const start = jpeg.indexOf(Buffer.from([0xff, 0xda]))
  const bytes: number[] = []
  for (let at = start; at < jpeg.length; at += 1) {
    const next = jpeg[at + 1] ?? 0
    const isRestart = jpeg[at] === 0xff && next >= 0xd0 && next <= 0xd7
    bytes.push(...(isRestart ? edit(next) : [jpeg[at] ?? 0]))
    if (isRestart) at += 1
  }
  return Buffer.concat([jpeg.subarray(0, start), Buffer.from(bytes)])
}
