import sharp from 'sharp'

/** What a photo says of itself that is not so, or does to its file, as cameras and servers in the wild do. */
export type Oddity = {
  what: string
  lngLat?: [lng: number, lat: number]
  capturedAt?: Date
  altitude?: number // metres
  compassAngle?: number
  file?: (jpeg: Buffer) => Buffer | Promise<Buffer>
}

const START_OF_SCAN = Buffer.from([0xff, 0xda])

/** One photo of each, in this order, in the sequence of oddities. */
export const ODDITIES: Oddity[] = [
  { what: 'nothing' },
  { what: 'a position of (0, 0)', lngLat: [0, 0] },
  { what: 'a position far away', lngLat: [80, -20] },
  { what: 'a position next to the Greenwich meridian', lngLat: [0.0000005, 51.4779] },
  { what: 'the first second of 1970', capturedAt: new Date('1970-01-01T00:00:01Z') },
  { what: 'a clock that is in 2099', capturedAt: new Date('2099-12-31T23:59:59Z') },
  { what: 'an altitude that is no altitude', altitude: -9_999 },
  { what: 'an altitude above the air', altitude: 65_535 },
  { what: 'an angle of Mapillary’s unknown', compassAngle: -1 },
  {
    what: 'no end marker before a trailer',
    file: (jpeg) => Buffer.concat([jpeg.subarray(0, -2), Buffer.alloc(10_000)]),
  },
  { what: 'a scan header of zeros', file: withScanHeaderOfZeros },
  { what: 'megabytes behind its end', file: (jpeg) => Buffer.concat([jpeg, Buffer.alloc(2_000_000, 7)]) },
  { what: 'a PNG under the name of a JPEG', file: (jpeg) => sharp(jpeg).png().toBuffer() },
  { what: 'a WebP picture under the name of a JPEG', file: (jpeg) => sharp(jpeg).webp().toBuffer() },
  { what: 'a file that stops before its picture', file: (jpeg) => jpeg.subarray(0, jpeg.indexOf(START_OF_SCAN)) },
]

function withScanHeaderOfZeros(jpeg: Buffer): Buffer {
  const file = Buffer.from(jpeg)
  const at = file.indexOf(START_OF_SCAN) + START_OF_SCAN.length
  file.set([0, 0, 0], at + file.readUInt16BE(at) - 3)
  return file
}
