const NAME = Buffer.from('http://ns.adobe.com/xap/1.0/\0')
const APP0 = 0xe0
const APP1 = 0xe1
const MARKER_BYTES = 4 // of a segment: two of its marker, two of its length
const LONGEST = 65_535 - 2
const END = '</rdf:RDF>'

/**
 * A JPEG whose XMP also says `description`, an `rdf:Description`. Its own XMP stays, such as that of a panorama; one that names an author or
 * rights is left as it is, and so is one that has no room. Source: XMP specification part 3, 1.1.3
 */
export function addXmp(jpeg: Buffer, description: string): Buffer {
  const own = findXmp(jpeg)
  if (!own)
    return withSegment(jpeg, { start: afterFirstSegments(jpeg), end: afterFirstSegments(jpeg) }, packetOf(description))
  const packet = jpeg.toString('utf8', own.start + MARKER_BYTES + NAME.length, own.end)
  const isTaken = /<dc:(creator|rights)\b|xmpRights:/.test(packet) || !packet.includes(END)
  return isTaken
    ? jpeg
    : withSegment(
        jpeg,
        own,
        packet.replace(END, () => description + END),
      )
}

type Span = { start: number; end: number }

/** The segment of the XMP; null: it has none before the picture. */
function findXmp(jpeg: Buffer): Span | null {
  return (
    segmentsOf(jpeg).find(({ start }) =>
      jpeg.subarray(start + MARKER_BYTES, start + MARKER_BYTES + NAME.length).equals(NAME),
    ) ?? null
  )
}

/** After JFIF and Exif, which readers look for at the beginning. */
function afterFirstSegments(jpeg: Buffer): number {
  return segmentsOf(jpeg).findLast(({ start }) => jpeg[start + 1] === APP0 || jpeg[start + 1] === APP1)?.end ?? 2
}

/** The segments of its applications, one after the other from the beginning. */
function segmentsOf(jpeg: Buffer): Span[] {
  const segments: Span[] = []
  let start = 2
  while (jpeg[start] === 0xff && ((jpeg[start + 1] ?? 0) & 0xf0) === APP0 && start + MARKER_BYTES <= jpeg.length) {
    const end = start + 2 + jpeg.readUInt16BE(start + 2)
    segments.push({ start, end })
    start = end
  }
  return segments
}

function withSegment(jpeg: Buffer, { start, end }: Span, packet: string): Buffer {
  const data = Buffer.concat([NAME, Buffer.from(packet)])
  if (data.length > LONGEST) return jpeg
  const marker = Buffer.from([0xff, APP1, 0, 0])
  marker.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([jpeg.subarray(0, start), marker, data, jpeg.subarray(end)])
}

function packetOf(description: string): string {
  return `<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${description}${END}</x:xmpmeta><?xpacket end="w"?>`
}
