import { escapeMarkup } from '@/lib/format/escape-markup'
import { photoTitle } from './photo-title'
import type { PhotoFeature } from './types'

export const EMBED_WIDTH = 640
export const EMBED_HEIGHT = 400

/** The frame that shows a photo on another page; `href` is the photo's page, with the view in its query. */
export function embedCode(
  href: string,
  photo: PhotoFeature,
  { width = EMBED_WIDTH, height = EMBED_HEIGHT }: { width?: number; height?: number } = {},
): string {
  const { origin, searchParams } = new URL(href)
  const view = searchParams.get('view')
  const source = `${origin}/embed/photos/${photo.id}${view ? `?view=${encodeURIComponent(view)}` : ''}`
  return `<iframe src="${escapeMarkup(source)}" width="${width}" height="${height}" title="${escapeMarkup(photoTitle(photo))}" style="border:0" allowfullscreen loading="lazy"></iframe>`
}
