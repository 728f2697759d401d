import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatDate, formatDateTime } from '@/lib/format/date'
import { formatBytes, formatDegrees } from '@/lib/format/number'
import { distanceMeters } from '@/lib/geo/length'
import type { PictureFlaw } from '@/lib/model/picture-flaws'
import { directionName } from '@/lib/photos/describe-photo'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { CopyText } from './copy-text'
import { OsmTools } from './osm-tools'

/** Everything known about the photo, each fact under an honest name. */
export default function PhotoFacts({ photo }: { photo: PhotoDetailsFeature }) {
  const { properties } = photo
  const position = photo.geometry?.coordinates ?? null
  const computed = properties.computedPosition
  const camera = [properties.cameraMake, properties.cameraModel].filter(Boolean).join(' ')
  return (
    <dl className="grid gap-3.5 text-sm">
      <Fact name="Captured">
        {formatDateTime(properties.capturedAt)}
        {properties.doubts.includes('time') && <Doubted>Date doubted: before 2004, or in the future</Doubted>}
      </Fact>
      <Fact name="Photographer">
        <Link className="text-link" href={`/users/${encodeURIComponent(properties.user.username)}`} prefetch={false}>
          <bdi>{properties.user.username}</bdi>
        </Link>
      </Fact>
      <Fact name="Licence">
        {properties.private ? (
          'None: it is shared with nobody'
        ) : (
          <span>
            <a
              className="text-link"
              href="https://creativecommons.org/licenses/by-sa/4.0/"
              target="_blank"
              rel="license noreferrer"
            >
              {properties.licence}
            </a>
            , image by <bdi>{properties.user.username}</bdi> on Mapillary
          </span>
        )}
      </Fact>
      <Fact name="Who sees it">
        {properties.public
          ? 'Everybody'
          : properties.private
            ? 'Only you: it is private on Mapillary'
            : 'Only you: its sequence is not public yet'}
      </Fact>
      <Fact name="Position">
        {position ? <Position lngLat={position} name="position" /> : 'Mapillary gave no usable position'}
        {properties.doubts.includes('position') && (
          <Doubted>Position doubted: nobody gets there from the photos around it in time</Doubted>
        )}
      </Fact>
      {computed && (
        <Fact name="Computed by Mapillary">
          <Position lngLat={computed} name="computed position" />
          {position && (
            <span className="text-ink-muted">
              {formatOffset(distanceMeters(position, computed))} from the recorded one
            </span>
          )}
        </Fact>
      )}
      <Fact name="Heading">
        {properties.compassAngle === null
          ? 'Unknown'
          : `${Math.round(properties.compassAngle) % 360}°, ${directionName(properties.compassAngle)}`}
      </Fact>
      {properties.altitude !== null && (
        <Fact name={properties.altitudeSource === 'camera' ? 'Altitude' : 'Mapillary altitude'}>
          {properties.altitude.toFixed(1)} m{' '}
          <span className="text-ink-muted">
            {properties.altitudeSource === 'camera' ? 'above the sea, says the camera' : 'not height above sea level'}
          </span>
          {properties.doubts.includes('altitude') && <Doubted>Altitude doubted: no path leads there</Doubted>}
        </Fact>
      )}
      {properties.computedAltitude !== null && (
        <Fact name="Altitude computed by Mapillary">
          {properties.computedAltitude.toFixed(1)} m <span className="text-ink-muted">often far off</span>
        </Fact>
      )}
      <Fact name="Camera">{camera || 'Unknown'}</Fact>
      {properties.pano && (
        <Fact name="Panorama">
          {properties.panoramaCrop ? coverageOf(properties.panoramaCrop) : 'All around'}
          {properties.isPanoramaDoubted && (
            <span className="text-ink-muted">
              {' '}
              What its file says about the part that it covers contradicts the picture, so it is not used.
            </span>
          )}
        </Fact>
      )}
      <Fact name="Mapillary">
        {properties.goneAt !== null && <>No longer there, seen on {formatDate(properties.goneAt)}</>}
        {properties.goneAt === null && !properties.isMatched && (
          <span className="text-ink-muted">
            Imported when photos had other keys there. Which one it is today is not known.
          </span>
        )}
        <a className="text-link" href={properties.links.mapillary} target="_blank" rel="noreferrer">
          {properties.goneAt === null && properties.isMatched
            ? 'Open the photo on Mapillary'
            : 'Where it was on Mapillary'}
        </a>
      </Fact>
      <Fact name="Backup">
        <Backup photo={photo} />
      </Fact>
      <Fact name="OpenStreetMap">
        <OsmTools photo={photo} />
      </Fact>
    </dl>
  )
}

const FLAW_WORDS: Record<PictureFlaw, string> = {
  'no-end': 'The file has no end marker: it came whole, but the camera did not finish it.',
  png: 'The file is a PNG, not a JPEG.',
  webp: 'The file is a WebP picture, not a JPEG.',
  heic: 'The file is a HEIC picture, not a JPEG.',
  'too-large': 'It has more than 300 megapixels: too many to be drawn here.',
  undrawable: 'It cannot be drawn here. The file itself is kept as it came.',
}

function Backup({ photo: { properties } }: { photo: PhotoDetailsFeature }) {
  const { backup, links } = properties
  return (
    <>
      {backup ? (
        <>
          <span>
            {backup.form === 'processed' ? 'Mapillary’s full-size picture' : 'The original'},{' '}
            {formatBytes(backup.bytes)}
          </span>
          {backup.form === 'processed' && (
            <span className="text-ink-muted">
              Faces and number plates are blurred: Mapillary’s API of today does not give the uploaded file.
            </span>
          )}
          {backup.flaws.map((flaw) => (
            <span key={flaw} className="text-ink-muted">
              {FLAW_WORDS[flaw]}
            </span>
          ))}
          <span className="text-ink-muted">Checked and stored {formatDateTime(backup.at)}</span>
          <span className="flex w-full items-start justify-between gap-2">
            <span className="break-all text-ink-muted">SHA-256 {backup.sha256}</span>
            <CopyText name="Copy the SHA-256" text={backup.sha256} />
          </span>
          {backup.file && <span className="break-all text-ink-muted">{backup.file}</span>}
        </>
      ) : (
        'The original is not in the backup yet'
      )}
      {links.original && (
        <a className="text-link" href={links.original} download>
          Download the original
        </a>
      )}
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-x-3">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="grid min-w-0 justify-items-start gap-0.5">{children}</dd>
    </div>
  )
}

/** Why a fact is left out of lengths, lines and profiles. */
function Doubted({ children }: { children: ReactNode }) {
  return <span className="text-ink-muted">{children}</span>
}

function Position({ lngLat: [lng, lat], name }: { lngLat: [number, number]; name: string }) {
  return (
    <span className="flex w-full items-start justify-between gap-2">
      <span className="grid">
        <span>
          <span className="inline-block w-20 text-ink-muted">Longitude</span> {formatDegrees(lng)}
        </span>
        <span>
          <span className="inline-block w-20 text-ink-muted">Latitude</span> {formatDegrees(lat)}
        </span>
      </span>
      <CopyText name={`Copy the ${name}: longitude, latitude`} text={`${formatDegrees(lng)}, ${formatDegrees(lat)}`} />
    </span>
  )
}

function coverageOf({ width, height }: { width: number; height: number }): string {
  return `${Math.round(width * 360)}° around, ${Math.round(height * 180)}° from top to bottom, as its file says`
}

function formatOffset(meters: number): string {
  return meters < 10 ? `${meters.toFixed(1)} m` : `${Math.round(meters)} m`
}
