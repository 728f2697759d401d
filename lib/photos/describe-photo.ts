import { formatDate } from '@/lib/format/date'
import { isolated } from '@/lib/format/isolated'
import { label } from '@/lib/format/label'
import { counted, inSentence } from '@/lib/format/sentence'
import { type DetectionLayer, LAYERS } from '@/lib/model/layers'

const DIRECTIONS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']
const MAX_THINGS = 5

/** The nearest of the eight main directions, of degrees clockwise from north. */
export function directionName(degrees: number): string {
  return DIRECTIONS[Math.round((((degrees % 360) + 360) % 360) / 45) % 8] ?? 'north'
}

/** What is known of a photo in one line, for those who do not see it: "360° photo looking east, 812 m, 3 May 2024; stop sign, 2 benches". */
export function describePhoto({
  pano,
  compassAngle,
  altitude = null,
  capturedAt,
  timeZone = null,
  tags = [],
}: {
  pano: boolean
  compassAngle: number | null
  altitude?: number | null // metres
  capturedAt: string | null
  timeZone?: string | null // of its place
  tags?: { value: string; layer?: DetectionLayer; label?: string }[]
}): string {
  const facts = [
    pano ? '360° photo' : 'Photo',
    compassAngle === null ? '' : ` looking ${directionName(compassAngle)}`,
    altitude === null ? '' : `, ${Math.round(altitude)} m`,
    capturedAt === null ? '' : `, ${formatDate(capturedAt, timeZone)}`,
  ].join('')
  const counts = new Map<string, number>()
  for (const tag of tags) {
    const name = inSentence(tag.label ?? label(tag.value))
    const isBackground = tag.layer !== undefined && LAYERS[tag.layer].isBackground
    if (!isBackground) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const things = [...counts].slice(0, MAX_THINGS).map(([name, count]) => counted(isolated(name), count))
  return things.length === 0 ? facts : `${facts}; ${things.join(', ')}`
}
