import { dump, type IExif, type IExifElement, load, TagValues } from 'piexif-ts'
import type { PhotoFeature } from '@/lib/photos/types'

const { ImageIFD, ExifIFD, GPSIFD } = TagValues
const HEADER = 'Exif\0\0'
const SECOND_UNITS = 10_000 // a third of a millimetre
const MAX_LENGTH = 0xffff - 2

type Rational = [numerator: number, denominator: number]

/** Whether an APP1 segment holds EXIF. */
export function isExif(data: Buffer): boolean {
  return data.subarray(0, HEADER.length).toString('latin1') === HEADER
}

/**
 * An APP1 segment with what `existing` (another one) says and what we know of the photo: position and heading as they are here, time and
 * camera where it says nothing. What cannot be read is written anew.
 */
export function writeExif(photo: PhotoFeature, existing: Buffer | null): Buffer {
  const before = existing ? tryLoad(existing) : {}
  const { thumbnail: _, '1st': __, ...withoutThumbnail } = before
  for (const kept of [before, withoutThumbnail, {}]) {
    const segment = tryDump(withPhoto(kept, photo))
    if (segment && segment.length <= MAX_LENGTH) return segment
  }
  throw new RangeError('The EXIF data of a photo cannot be written')
}

function withPhoto(exif: IExif, { geometry, properties }: PhotoFeature): IExif {
  const { capturedAt, cameraMake, cameraModel, compassAngle, altitude, altitudeSource } = properties
  const image: IExifElement = { ...exif['0th'] }
  if (cameraMake !== null) image[ImageIFD.Make] ??= utf8(cameraMake)
  if (cameraModel !== null) image[ImageIFD.Model] ??= utf8(cameraModel)
  const camera: IExifElement = { ...exif.Exif }
  if (capturedAt !== null && camera[ExifIFD.DateTimeOriginal] === undefined) Object.assign(camera, timeOf(capturedAt))
  const gps: IExifElement = { ...exif.GPS }
  if (capturedAt !== null && gps[GPSIFD.GPSDateStamp] === undefined) Object.assign(gps, clockOf(new Date(capturedAt)))
  if (geometry) Object.assign(gps, positionOf(geometry.coordinates))
  if (altitude !== null && altitudeSource === 'camera') Object.assign(gps, altitudeOf(altitude))
  if (compassAngle !== null) Object.assign(gps, headingOf(compassAngle))
  return { ...exif, '0th': image, Exif: camera, GPS: gps }
}

/** In UTC, and says so: the camera's own clock is not known. */
function timeOf(iso: string): IExifElement {
  const text = `${iso.slice(0, 10).replaceAll('-', ':')} ${iso.slice(11, 19)}`
  return {
    [ExifIFD.DateTimeOriginal]: text,
    [ExifIFD.OffsetTimeOriginal]: '+00:00',
    [ExifIFD.SubSecTimeOriginal]: iso.slice(20, 23),
  }
}

/** GPS has its own clock, which is always in UTC. */
function clockOf(moment: Date): IExifElement {
  return {
    [GPSIFD.GPSDateStamp]: moment.toISOString().slice(0, 10).replaceAll('-', ':'),
    [GPSIFD.GPSTimeStamp]: [
      [moment.getUTCHours(), 1],
      [moment.getUTCMinutes(), 1],
      [moment.getUTCSeconds() * 1000 + moment.getUTCMilliseconds(), 1000],
    ],
  }
}

function positionOf([lng, lat]: [lng: number, lat: number]): IExifElement {
  return {
    [GPSIFD.GPSVersionID]: [2, 3, 0, 0],
    [GPSIFD.GPSLatitudeRef]: lat < 0 ? 'S' : 'N',
    [GPSIFD.GPSLatitude]: sexagesimal(lat),
    [GPSIFD.GPSLongitudeRef]: lng < 0 ? 'W' : 'E',
    [GPSIFD.GPSLongitude]: sexagesimal(lng),
    [GPSIFD.GPSMapDatum]: 'WGS-84',
  }
}

function altitudeOf(metres: number): IExifElement {
  return { [GPSIFD.GPSAltitudeRef]: metres < 0 ? 1 : 0, [GPSIFD.GPSAltitude]: hundredths(Math.abs(metres)) }
}

function headingOf(degrees: number): IExifElement {
  return { [GPSIFD.GPSImgDirectionRef]: 'T', [GPSIFD.GPSImgDirection]: hundredths(degrees) }
}

/** Degrees, minutes and seconds, rounded once, so that seconds never reach 60. */
function sexagesimal(degrees: number): Rational[] {
  const units = Math.round(Math.abs(degrees) * 3600 * SECOND_UNITS)
  const perMinute = 60 * SECOND_UNITS
  return [
    [Math.floor(units / (60 * perMinute)), 1],
    [Math.floor(units / perMinute) % 60, 1],
    [units % perMinute, SECOND_UNITS],
  ]
}

function hundredths(value: number): Rational {
  return [Math.round(value * 100), 100]
}

/** The library takes strings in which each character is a byte. */
function utf8(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function tryLoad(segment: Buffer): IExif {
  try {
    return load(segment.toString('latin1'))
  } catch {
    return {} // damaged
  }
}

function tryDump(exif: IExif): Buffer | null {
  try {
    return Buffer.from(dump(exif), 'latin1')
  } catch {
    return null // the library knows no such value
  }
}
