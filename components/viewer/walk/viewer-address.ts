import { photoPath } from '@/lib/photos/paths'
import { pathWith, searchOf } from '@/lib/search/search-url'

/**
 * The view of a photo. 360°: heading (degrees clockwise from north; from the middle of the picture where its heading is unknown), pitch (degrees up),
 * zoom (0..125). Flat: the place of the picture in the middle of the frame (shares from the top left), and how many times larger than whole.
 */
export type Look = [number, number, number]

export const PANELS = ['tags', 'data'] as const
export type Panel = (typeof PANELS)[number]

const BARS = ['photos', 'altitude'] as const
export type Bar = (typeof BARS)[number]

/** What the address of the viewer says besides the photo; `search` is the query of the search that one came from. */
export type ViewerAddress = { look: Look | null; panel: Panel; bar: Bar | null; isMapLarge: boolean; search: string }

export function parseAddress(query: URLSearchParams): ViewerAddress {
  return {
    look: parseLook(query.get('view')),
    panel: PANELS.find((panel) => panel === query.get('panel')) ?? 'tags',
    bar: BARS.find((bar) => bar === query.get('bar')) ?? null,
    isMapLarge: query.get('map') === 'large',
    search: searchOf(query).toString(),
  }
}

/** The path of a photo in the viewer, with everything that differs from how it opens by itself. */
export function viewerPath(photoId: string, { look, panel, bar, isMapLarge, search }: ViewerAddress): string {
  const query = new URLSearchParams(search)
  if (look) query.set('view', formatLook(look))
  if (panel !== 'tags') query.set('panel', panel)
  if (bar) query.set('bar', bar)
  if (isMapLarge) query.set('map', 'large')
  return pathWith(photoPath(photoId), query)
}

function formatLook(look: Look): string {
  return look.map((value) => Number(value.toFixed(3))).join(',')
}

function parseLook(text: string | null): Look | null {
  if (!text || !/^-?\d{1,4}(\.\d{1,6})?(,-?\d{1,4}(\.\d{1,6})?){2}$/.test(text)) return null
  const [first = 0, second = 0, third = 0] = text.split(',').map(Number)
  return [first, second, third]
}
