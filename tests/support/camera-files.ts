import sharp from 'sharp'

const marker = (code: number) => Buffer.from([0xff, code])

/** A small picture full of detail, as a camera that does everything right writes it. */
export async function cameraJpeg({ width = 64, height = 48, progressive = false } = {}): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
  return sharp({ create: { width, height, channels: 3, background: 'white', noise } })
    .jpeg({ progressive })
    .toBuffer()
}

/** Samsung's phones write the spectral selection of a baseline scan as `00 00 00` where `00 3f 00` is right. */
export function withWrongScanHeader(jpeg: Buffer): Buffer {
  const file = Buffer.from(jpeg)
  const at = file.indexOf(marker(0xda)) + 2
  const end = at + file.readUInt16BE(at)
  file.set([0, 0, 0], end - 3)
  return file
}

/** Some phones' panoramas have no end marker, and a trailer of the maker's follows the picture. */
export function withoutEnd(jpeg: Buffer, trailer: Buffer = Buffer.from('SEFH'.padStart(10_000, '\0'))): Buffer {
  return Buffer.concat([jpeg.subarray(0, -2), trailer])
}

/** The file with a segment of that kind behind its start marker; longer data than one segment holds takes several. */
export function withSegment(jpeg: Buffer, code: number, data: Buffer): Buffer {
  const parts = Array.from({ length: Math.max(1, Math.ceil(data.length / 65_000)) }, (_, index) => {
    const part = data.subarray(index * 65_000, (index + 1) * 65_000)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(part.length + 2)
    return Buffer.concat([marker(code), length, part])
  })
  return Buffer.concat([jpeg.subarray(0, 2), ...parts, jpeg.subarray(2)])
}

/** The file with bytes between its first segment and the next marker that belong to nothing. */
export function withStrayBytes(jpeg: Buffer): Buffer {
  const at = 4 + jpeg.readUInt16BE(4)
  return Buffer.concat([jpeg.subarray(0, at), Buffer.from([1, 2, 3, 4, 5]), jpeg.subarray(at)])
}

/** The file with EXIF whose thumbnail has more pixels than the picture. */
export function withThumbnail(jpeg: Buffer, thumbnail: Buffer): Buffer {
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), thumbnail]))
}

/** The file with EXIF that says to be little-endian and is big-endian. */
export function withMixedByteOrder(jpeg: Buffer): Buffer {
  const tiff = Buffer.from([0x49, 0x49, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0])
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))
}

/** Two pictures in one file, as cameras with two lenses write MPO. */
export function multiPicture(first: Buffer, second: Buffer): Buffer {
  return Buffer.concat([withSegment(first, 0xe2, Buffer.from('MPF\0')), second])
}

/** The beginning of a phone's HEIC file: nothing here can draw it. */
export function heic(): Buffer {
  const box = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')
  return Buffer.concat([box, Buffer.alloc(2_000, 7)])
}

/** A JPEG whose frame header announces other pixels than it has. */
export function withFrameSize(jpeg: Buffer, { width, height }: { width: number; height: number }): Buffer {
  const file = Buffer.from(jpeg)
  const at = [0xc0, 0xc1, 0xc2].map((code) => file.indexOf(marker(code))).find((found) => found !== -1) ?? 0
  file.writeUInt16BE(height, at + 5)
  file.writeUInt16BE(width, at + 7)
  return file
}

/** A progressive picture whose last scans are missing, its end marker is there. */
export function withoutLastScans(progressive: Buffer): Buffer {
  const second = progressive.indexOf(marker(0xda), progressive.indexOf(marker(0xda)) + 2)
  const third = progressive.indexOf(marker(0xda), second + 2)
  return Buffer.concat([progressive.subarray(0, third), marker(0xd9)])
}

/** The file with EXIF whose first directory says that the next one is itself. */
export function withCyclicExif(jpeg: Buffer): Buffer {
  const directory = [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0] // orientation 6
  const tiff = Buffer.from([0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, ...directory, 0, 0, 0, 8])
  return withSegment(jpeg, 0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff]))
}

/** The file with XMP that is too long for one segment and goes on in others (extended XMP), cut anywhere. */
export function withExtendedXmp(jpeg: Buffer, xmp: string, cut: number): Buffer {
  const parts = [xmp.slice(0, cut), xmp.slice(cut)]
  const segments = parts.map((part, index) => {
    const place = Buffer.alloc(8)
    place.writeUInt32BE(xmp.length)
    place.writeUInt32BE(index * cut, 4)
    return Buffer.concat([
      Buffer.from(`http://ns.adobe.com/xmp/extension/\0${'0123456789ABCDEF'.repeat(2)}`),
      place,
      Buffer.from(part),
    ])
  })
  return segments.toReversed().reduce((file, data) => withSegment(file, 0xe1, data), jpeg)
}
