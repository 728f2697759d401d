import Link from 'next/link'
import type { ReactNode } from 'react'
import { Length, Measured } from '@/components/units/units'
import { formatDate, formatDateTime } from '@/lib/format/date'
import { formatDegrees } from '@/lib/format/number'
import { distanceMeters } from '@/lib/geo/lines/length'
import { directionName } from '@/lib/photos/describe-photo'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { BackupFacts } from './backup-facts'
import { CopyText } from './copy-text'
import { OsmTools } from './osm-tools'

/** Everything known about the photo, each fact under an honest name. */
export default function PhotoFacts({ photo }: { photo: PhotoDetailsFeature }) {
  const { properties } = photo
  const camera = [properties.cameraMake, properties.cameraModel].filter(Boolean).join(' ')
  return (
    <dl className="grid gap-3.5 text-sm">
      <Fact name="Captured">
        {formatDateTime(properties.capturedAt, properties.timeZone)}
        {properties.capturedAt && properties.timeZone && (
          <Note>
            {properties.timeZone}; {formatDateTime(properties.capturedAt)}
          </Note>
        )}
        {properties.trusted.includes('time') && <Note>Its owner says that this date is right</Note>}
        {properties.doubts.includes('time') && <Note>Date doubted: before 2004, or in the future</Note>}
      </Fact>
      <Fact name="Photographer">
        <Link className="text-link" href={`/users/${encodeURIComponent(properties.user.username)}`} prefetch={false}>
          <bdi>{properties.user.username}</bdi>
        </Link>
      </Fact>
      <Fact name="Licence">
        <Licence photo={photo} />
      </Fact>
      <Fact name="Who sees it">{audienceOf(photo)}</Fact>
      <PositionFacts photo={photo} />
      <Fact name="Heading">
        {properties.compassAngle === null
          ? 'Unknown'
          : `${Math.round(properties.compassAngle) % 360}°, ${directionName(properties.compassAngle)}`}
      </Fact>
      <AltitudeFacts photo={photo} />
      <Fact name="Camera">{camera || 'Unknown'}</Fact>
      {properties.pano && (
        <Fact name="Panorama">
          {properties.panoramaCrop ? coverageOf(properties.panoramaCrop) : 'All around'}
          {properties.isPanoramaDoubted && (
            <Note>What its file says about the part that it covers contradicts the picture, so it is not used.</Note>
          )}
        </Fact>
      )}
      <Fact name="Mapillary">
        <MapillaryLink photo={photo} />
      </Fact>
      <Fact name="Backup">
        <BackupFacts photo={photo} />
      </Fact>
      <Fact name="OpenStreetMap">
        <OsmTools photo={photo} />
      </Fact>
    </dl>
  )
}

function Licence({ photo: { properties } }: { photo: PhotoDetailsFeature }) {
  if (properties.private) return 'None: it is shared with nobody'
  return (
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
  )
}

function audienceOf({ properties }: PhotoDetailsFeature): string {
  if (properties.public) return 'Everybody'
  return properties.private ? 'Only you: it is private on Mapillary' : 'Only you: its sequence is not public yet'
}

function PositionFacts({ photo: { geometry, properties } }: { photo: PhotoDetailsFeature }) {
  const position = geometry?.coordinates ?? null
  const computed = properties.computedPosition
  return (
    <>
      <Fact name="Position">
        {position ? <Position lngLat={position} name="position" /> : 'Mapillary gave no usable position'}
        {properties.trusted.includes('position') && <Note>Its owner says that this position is right</Note>}
        {properties.doubts.includes('position') && (
          <Note>Position doubted: nobody gets there from the photos around it in time</Note>
        )}
      </Fact>
      {computed && (
        <Fact name="Computed by Mapillary">
          <Position lngLat={computed} name="computed position" />
          {position && (
            <Note>
              <Offset meters={distanceMeters(position, computed)} /> from the recorded one
            </Note>
          )}
        </Fact>
      )}
    </>
  )
}

function AltitudeFacts({ photo: { properties } }: { photo: PhotoDetailsFeature }) {
  const { altitude, altitudeSource, computedAltitude } = properties
  const isFromCamera = altitudeSource === 'camera'
  return (
    <>
      {altitude !== null && (
        <Fact name={isFromCamera ? 'Altitude' : 'Mapillary altitude'}>
          <Measured meters={altitude} />{' '}
          <Note>{isFromCamera ? 'above the sea, says the camera' : 'not height above sea level'}</Note>
          {properties.trusted.includes('altitude') && <Note>Its owner says that this altitude is right</Note>}
          {properties.doubts.includes('altitude') && <Note>Altitude doubted: no path leads there</Note>}
        </Fact>
      )}
      {computedAltitude !== null && (
        <Fact name="Altitude computed by Mapillary">
          <Measured meters={computedAltitude} /> <Note>often far off</Note>
        </Fact>
      )}
    </>
  )
}

function MapillaryLink({ photo: { properties } }: { photo: PhotoDetailsFeature }) {
  const { goneAt, isMatched, links } = properties
  return (
    <>
      {goneAt !== null && <>No longer there, seen on {formatDate(goneAt)}</>}
      {goneAt === null && !isMatched && (
        <Note>Imported when photos had other keys there. Which one it is today is not known.</Note>
      )}
      {links.mapillary === null ? (
        'This site no longer asks Mapillary'
      ) : (
        <a className="text-link" href={links.mapillary} target="_blank" rel="noreferrer">
          {goneAt === null && isMatched ? 'Open the photo on Mapillary' : 'Where it was on Mapillary'}
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

function Note({ children }: { children: ReactNode }) {
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

function Offset({ meters }: { meters: number }) {
  return meters < 10 ? <Measured meters={meters} /> : <Length meters={meters} />
}
