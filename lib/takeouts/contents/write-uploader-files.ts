import { formatDecimal } from '@/lib/format/number'
import { plainJson } from '@/lib/format/plain-json'
import type { PhotoFeature } from '@/lib/photos/types'
import { rational } from './write-xmp'

/** A photo with its original's place, seen from the folder of its sequence. */
export type FiledPhoto = { photo: PhotoFeature; file: string }

const PANORAMAX_COLUMNS = [
  'file',
  'lat',
  'lon',
  'capture_time',
  'Exif.GPSInfo.GPSImgDirection',
  'Exif.GPSInfo.GPSImgDirectionRef',
  'Exif.Image.Make',
  'Exif.Image.Model',
]

/** What the Panoramax CLI reads beside pictures. Source: https://docs.panoramax.fr/cli/ (external metadata) */
export async function* writePanoramaxCsv(photos: AsyncIterable<FiledPhoto>): AsyncGenerator<string> {
  yield line(PANORAMAX_COLUMNS)
  for await (const { photo, file } of photos) {
    const [lng, lat] = photo.geometry?.coordinates ?? []
    const { capturedAt, compassAngle, cameraMake, cameraModel } = photo.properties
    yield line([
      file,
      lat === undefined ? '' : formatDecimal(lat),
      lng === undefined ? '' : formatDecimal(lng),
      capturedAt ?? '',
      compassAngle === null ? '' : rational(compassAngle),
      compassAngle === null ? '' : 'T',
      cameraMake ?? '',
      cameraModel ?? '',
    ])
  }
}

function line(cells: string[]): string {
  const quoted = cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
  return `${quoted.join(',')}\r\n`
}

/**
 * What mapillary_tools reads with `--desc_path`, one picture a line. Without a position and a time Mapillary takes no picture, so those are
 * left out. Source: https://github.com/mapillary/mapillary_tools/blob/main/schema/image_description_schema.json
 */
export async function* writeMapillaryDescription(photos: AsyncIterable<FiledPhoto>): AsyncGenerator<string> {
  yield '['
  let separator = '\n'
  for await (const { photo, file } of photos) {
    const { capturedAt, compassAngle, cameraMake, cameraModel, altitude, altitudeSource, sequence } = photo.properties
    if (!photo.geometry || capturedAt === null) continue
    const [lng, lat] = photo.geometry.coordinates
    yield separator +
      plainJson({
        filename: file,
        filetype: 'image',
        MAPLatitude: lat,
        MAPLongitude: lng,
        MAPCaptureTime: mapillaryTime(capturedAt),
        ...(altitude !== null && altitudeSource === 'camera' && { MAPAltitude: altitude }),
        ...(compassAngle !== null && {
          MAPCompassHeading: { TrueHeading: compassAngle, MagneticHeading: compassAngle },
        }),
        MAPSequenceUUID: sequence.id,
        ...(cameraMake !== null && { MAPDeviceMake: cameraMake }),
        ...(cameraModel !== null && { MAPDeviceModel: cameraModel }),
      })
    separator = ',\n'
  }
  yield '\n]\n'
}

/** `2024_05_03_10_00_00_000`, in UTC. */
function mapillaryTime(iso: string): string {
  return iso.replace('Z', '').replaceAll(/[-T:.]/g, '_')
}
