import { escapeMarkup } from '@/lib/format/escape-markup'
import type { PanoramaCrop } from '@/lib/model/pictures/picture-shapes'
import type { PhotoFeature } from '@/lib/photos/types'

const MAX_RATING = 5
const GEOMETRY_DIGITS = 6 // of minutes: a tenth of a millimetre

/** The size of a panorama's picture, and which part of the sphere it covers; null: all of it. */
export type PixelCrop = { width: number; height: number; crop: PanoramaCrop | null }

/**
 * An XMP sidecar of a photo: position, time, heading, kind of picture, tags as subjects, viewpoint marks as rating; with `pixels` also
 * where the picture lies on the sphere. Sources: XMP specification
 * part 2 (EXIF and Dublin Core namespaces), https://developers.google.com/streetview/spherical-metadata
 */
export function writeXmp(photo: PhotoFeature, subjects: string[], pixels: PixelCrop | null = null): string {
  const { properties } = photo
  const all = { ...attributesOf(photo), ...(pixels && sphereOf(pixels)) }
  const attributes = Object.entries(all).flatMap(([name, value]) =>
    value === null || value === '' ? [] : [`    ${name}="${escapeMarkup(String(value))}"`],
  )
  return [
    '<?xpacket begin="\u{FEFF}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '  <rdf:Description rdf:about=""',
    '    xmlns:dc="http://purl.org/dc/elements/1.1/"',
    '    xmlns:exif="http://ns.adobe.com/exif/1.0/"',
    '    xmlns:tiff="http://ns.adobe.com/tiff/1.0/"',
    '    xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    '    xmlns:GPano="http://ns.google.com/photos/1.0/panorama/"',
    `${attributes.join('\n')}>`,
    `   <dc:creator><rdf:Seq><rdf:li>${escapeMarkup(properties.user.username)}</rdf:li></rdf:Seq></dc:creator>`,
    '   <dc:rights><rdf:Alt><rdf:li xml:lang="x-default">CC BY-SA 4.0</rdf:li></rdf:Alt></dc:rights>',
    ...(subjects.length > 0
      ? [
          `   <dc:subject><rdf:Bag>${subjects.map((name) => `<rdf:li>${escapeMarkup(name)}</rdf:li>`).join('')}</rdf:Bag></dc:subject>`,
        ]
      : []),
    '  </rdf:Description>',
    ' </rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
    '',
  ].join('\n')
}

function attributesOf({ geometry, properties }: PhotoFeature): Record<string, string | number | null> {
  const [lng, lat] = geometry?.coordinates ?? []
  const { altitude, altitudeSource, capturedAt, cameraMake, cameraModel, compassAngle, pano, viewpointCount } =
    properties
  const isAboveSea = altitudeSource === 'camera' && altitude !== null
  return {
    'exif:GPSLatitude': lat === undefined ? null : coordinate(lat, 'N', 'S'),
    'exif:GPSLongitude': lng === undefined ? null : coordinate(lng, 'E', 'W'),
    'exif:GPSAltitude': isAboveSea ? rational(Math.abs(altitude)) : null,
    'exif:GPSAltitudeRef': isAboveSea ? (altitude < 0 ? 1 : 0) : null,
    'exif:GPSImgDirection': compassAngle === null ? null : rational(compassAngle),
    'exif:GPSImgDirectionRef': compassAngle === null ? null : 'T',
    'exif:DateTimeOriginal': capturedAt,
    'tiff:Make': cameraMake,
    'tiff:Model': cameraModel,
    'xmp:Rating': Math.min(viewpointCount, MAX_RATING),
    'GPano:UsePanoramaViewer': pano ? 'True' : null,
    'GPano:ProjectionType': pano ? 'equirectangular' : null,
  }
}

/** Programs show a file as a sphere only when it says its sizes. */
function sphereOf({ width, height, crop }: PixelCrop): Record<string, number> {
  const fullWidth = Math.round(width / (crop?.width ?? 1))
  const fullHeight = Math.round(fullWidth / 2)
  return {
    'GPano:FullPanoWidthPixels': fullWidth,
    'GPano:FullPanoHeightPixels': fullHeight,
    'GPano:CroppedAreaImageWidthPixels': width,
    'GPano:CroppedAreaImageHeightPixels': height,
    'GPano:CroppedAreaLeftPixels': Math.round((crop?.left ?? 0) * fullWidth),
    'GPano:CroppedAreaTopPixels': crop ? Math.round(crop.top * fullHeight) : Math.round((fullHeight - height) / 2),
  }
}

/** Degrees and minutes, as XMP has them: `54,27.123400N`. */
function coordinate(degrees: number, positive: string, negative: string): string {
  const unit = 60 * 10 ** GEOMETRY_DIGITS
  const parts = Math.round(Math.abs(degrees) * unit) // rounded once, so that minutes never reach 60
  const minutes = ((parts % unit) / 10 ** GEOMETRY_DIGITS).toFixed(GEOMETRY_DIGITS)
  return `${Math.floor(parts / unit)},${minutes}${degrees < 0 ? negative : positive}`
}

/** Hundredths as EXIF writes fractions. */
export function rational(value: number): string {
  return `${Math.round(value * 100)}/100`
}
