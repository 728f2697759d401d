import { escapeMarkup } from '@/lib/format/escape-markup'
import { describePhoto } from './describe-photo'
import { imagePath } from './paths'
import { photoTitle } from './photo-title'
import type { PhotoDetailsFeature } from './types'

/**
 * The page that stands in frames of other pages: the picture, whose it is, and the way here. It needs no script; with them one can look around
 * (components/viewer/embed). `view`: as in the address of the viewer.
 */
export function embedPage(photo: PhotoDetailsFeature, view: string | null): string {
  const { properties } = photo
  const title = escapeMarkup(photoTitle(photo))
  const description = escapeMarkup(describePhoto(properties))
  const page = escapeMarkup(`${properties.links.page}${view ? `?view=${encodeURIComponent(view)}` : ''}`)
  const data = { view, panorama: properties.pano ? panoramaFacts(photo) : null }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="canonical" href="${escapeMarkup(properties.links.page)}">
<link rel="stylesheet" href="/embed/viewer.css">
<script type="module" src="/embed/viewer.js"></script>
</head>
<body>
<main id="picture" data-photo="${escapeMarkup(JSON.stringify(data))}"><h1>${title}</h1>
<img src="${imagePath(photo.id, 1024)}" alt="${description}" fetchpriority="high">
</main>
<footer>
<span>image by ${creditOf(properties)},
<a href="https://creativecommons.org/licenses/by-sa/4.0/" target="_blank" rel="license noreferrer">${properties.licence}</a></span>
<span><a href="${escapeMarkup(properties.links.page)}?mark=report" target="_blank" rel="noopener">Report</a> · <a href="${page}" target="_blank" rel="noopener">Map the Paths</a></span>
</footer>
</body>
</html>
`
}

/** As components/viewer/sphere/panorama-of.ts takes them. What has no tiles is not read larger than 2,048 pixels in a frame. */
function panoramaFacts({ id, properties: { compassAngle, panoramaCrop: crop, tileLevels } }: PhotoDetailsFeature) {
  const { width = 0, height = 0 } = tileLevels.at(-1) ?? {}
  return { id, isBackedUp: false, compassAngle, crop, width, height }
}

function creditOf({ user, links }: PhotoDetailsFeature['properties']): string {
  const name = escapeMarkup(user.username)
  if (links.mapillary === null) return `${name}, from Mapillary`
  return `<a href="${escapeMarkup(links.mapillary)}" target="_blank" rel="noreferrer">${name}</a> on Mapillary`
}
