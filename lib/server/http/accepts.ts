/** Whether an Accept header lets one of these media types pass; an absent or unreadable one lets all. */
export function accepts(header: string | null, types: string[]): boolean {
  if (header === null || header.trim() === '') return true
  const ranges = header.split(',').map(readRange)
  return types.some((type) => (bestFor(type, ranges)?.quality ?? 0) > 0)
}

type Range = { range: string; quality: number }

/** One of the comma-separated parts of an Accept or Accept-Encoding header. */
export function readRange(text: string): Range {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))
  return { range, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
}

/** The most exact range counts: `text/html` before `text/*` before everything. */
function bestFor(type: string, ranges: Range[]): Range | undefined {
  const [family] = type.split('/')
  return [type, `${family}/*`, '*/*'].flatMap((range) => ranges.filter((each) => each.range === range))[0]
}
