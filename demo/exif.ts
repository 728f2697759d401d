import type { Exif } from 'sharp'
import type { DemoPhoto } from './world'

/** The EXIF that a camera would have written: make, time, position, altitude, direction. Sharp's IFD3 is the GPS one. */
export function exifOf({ lngLat: [lng, lat], sequence, capturedAt, elevationM, compassAngle }: DemoPhoto): Exif {
  const time = capturedAt.toISOString().slice(0, 19).replaceAll('-', ':').replace('T', ' ')
  return {
    IFD0: {
      ...(sequence.cameraMake && { Make: sequence.cameraMake, Model: sequence.cameraModel }),
      Software: 'Demo Mapillary',
      Copyright: sequence.owner.username,
    },
    IFD2: { DateTimeOriginal: time },
    IFD3: {
      GPSVersionID: '2 3 0 0',
      GPSLatitudeRef: lat < 0 ? 'S' : 'N',
      GPSLatitude: degreesMinutesSeconds(lat),
      GPSLongitudeRef: lng < 0 ? 'W' : 'E',
      GPSLongitude: degreesMinutesSeconds(lng),
      GPSAltitudeRef: elevationM < 0 ? '1' : '0',
      GPSAltitude: `${Math.round(Math.abs(elevationM) * 100)}/100`,
      GPSImgDirectionRef: 'T',
      GPSImgDirection: `${Math.round(compassAngle * 100)}/100`,
    },
  }
}

function degreesMinutesSeconds(value: number): string {
  const millionths = Math.round(Math.abs(value) * 3600 * 1e4) // of a second × 10⁻⁴
  const degrees = Math.floor(millionths / (3600 * 1e4))
  const minutes = Math.floor((millionths - degrees * 3600 * 1e4) / (60 * 1e4))
  return `${degrees}/1 ${minutes}/1 ${millionths - (degrees * 60 + minutes) * 60 * 1e4}/10000`
}

/** The Photo Sphere XMP packet (Google's GPano namespace) of a full equirectangular picture. */
export function gpanoXmp(width: number, height: number, headingDegrees: number): string {
  return `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:GPano="http://ns.google.com/photos/1.0/panorama/" GPano:UsePanoramaViewer="True" GPano:ProjectionType="equirectangular" GPano:PoseHeadingDegrees="${headingDegrees.toFixed(2)}" GPano:FullPanoWidthPixels="${width}" GPano:FullPanoHeightPixels="${height}" GPano:CroppedAreaImageWidthPixels="${width}" GPano:CroppedAreaImageHeightPixels="${height}" GPano:CroppedAreaLeftPixels="0" GPano:CroppedAreaTopPixels="0"/></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}
