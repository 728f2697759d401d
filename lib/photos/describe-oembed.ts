import { AppError } from '@/lib/errors'
import { parseId } from '@/lib/model/ids'
import { EMBED_HEIGHT, EMBED_WIDTH, embedCode } from './embed-code'
import { photoTitle } from './photo-title'
import { PREVIEW } from './pictures/preview-size'
import type { PhotoFeature } from './types'

/** The photo that the address of a viewer page on the host of `origin` names, by http or https, with its embed too. Throws NOT_FOUND for any other address. */
export function photoIdOf(address: string, origin: string): number {
  const url = URL.canParse(address) ? new URL(address) : null
  const isHere = url !== null && /^https?:$/.test(url.protocol) && url.host === new URL(origin).host
  const found = isHere ? /^(?:\/embed)?\/photos\/(\d+)\/?$/.exec(decoded(url.pathname))?.[1] : undefined
  if (!found) throw new AppError('NOT_FOUND', 'url: expected the page of a photo here')
  return parseId(found, 'Photo')
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** The oEmbed description of a photo (https://oembed.com, version 1.0), within the requested size; `url`: the address of its page in the request. */
export function describeOembed(
  photo: PhotoFeature,
  { url, origin, maxWidth, maxHeight }: { url: string; origin: string; maxWidth: number; maxHeight: number },
) {
  const hasThumbnail = PREVIEW.width <= maxWidth && PREVIEW.height <= maxHeight
  const [width, height] = [Math.min(EMBED_WIDTH, maxWidth), Math.min(EMBED_HEIGHT, maxHeight)]
  return {
    version: '1.0',
    type: 'rich',
    provider_name: 'Map the Paths',
    provider_url: origin,
    title: photoTitle(photo),
    author_name: photo.properties.user.username,
    author_url: `${origin}/users/${encodeURIComponent(photo.properties.user.username)}`,
    html: embedCode(`${origin}${new URL(url).search}`, photo, { width, height }),
    width,
    height,
    ...(hasThumbnail && {
      thumbnail_url: `${photo.properties.links.page}/preview.jpg`,
      thumbnail_width: PREVIEW.width,
      thumbnail_height: PREVIEW.height,
    }),
    cache_age: 0, // a photo may be taken down
  }
}
