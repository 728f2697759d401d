'use client'

import { Check, Copy } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { IconButton } from '@/components/ui/icon-button'
import { formatDate, formatDateTime } from '@/lib/format/date'
import { formatBytes } from '@/lib/format/number'
import { distanceMeters } from '@/lib/geo/length'
import type { LngLat } from '@/lib/mapillary/types'
import { directionName } from '@/lib/photos/describe-photo'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

/** Everything known about the photo, each fact under an honest name. */
export function PhotoFacts({ photo }: { photo: PhotoDetailsFeature }) {
  const { properties } = photo
  const position = photo.geometry?.coordinates ?? null
  const computed = properties.computedPosition
  const camera = [properties.cameraMake, properties.cameraModel].filter(Boolean).join(' ')
  return (
    <dl className="grid gap-3.5 text-sm">
      <Fact name="Captured">{formatDateTime(properties.capturedAt)}</Fact>
      <Fact name="Photographer">
        <Link className="text-link" href={`/users/${encodeURIComponent(properties.user.username)}`} prefetch={false}>
          {properties.user.username}
        </Link>
      </Fact>
      <Fact name="Position">
        {position ? <Position lngLat={position} name="position" /> : 'Mapillary gave no usable position'}
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
        </Fact>
      )}
      {properties.computedAltitude !== null && (
        <Fact name="Altitude computed by Mapillary">
          {properties.computedAltitude.toFixed(1)} m <span className="text-ink-muted">often far off</span>
        </Fact>
      )}
      <Fact name="Camera">{camera || 'Unknown'}</Fact>
      <Fact name="Mapillary">
        {properties.goneAt !== null && <>No longer there, seen on {formatDate(properties.goneAt)}</>}
        <a className="text-link" href={properties.links.mapillary} target="_blank" rel="noreferrer">
          {properties.goneAt === null ? 'Open the photo on Mapillary' : 'Where it was on Mapillary'}
        </a>
      </Fact>
      <Fact name="Backup">
        {properties.backup ? (
          <>
            {properties.backup.form === 'processed' ? 'Mapillary’s full-size picture kept' : 'Original kept'},{' '}
            {formatBytes(properties.backup.bytes)}
            {properties.backup.form === 'processed' && (
              <span className="text-ink-muted">
                Faces and number plates are blurred: Mapillary’s API of today does not give the uploaded file.
              </span>
            )}
            <span className="break-all text-ink-muted" title={`SHA-256 ${properties.backup.sha256}`}>
              SHA-256 {properties.backup.sha256.slice(0, 12)}…
            </span>
          </>
        ) : (
          'The original is not in the backup yet'
        )}
        {properties.links.original && (
          <a className="text-link" href={properties.links.original} download>
            Download the original
          </a>
        )}
      </Fact>
    </dl>
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

function Position({ lngLat: [lng, lat], name }: { lngLat: LngLat; name: string }) {
  const [isCopied, setCopied] = useState(false)
  const text = `${lng.toFixed(6)}, ${lat.toFixed(6)}`
  return (
    <span className="flex w-full items-start justify-between gap-2">
      <span className="grid">
        <span>
          <span className="inline-block w-20 text-ink-muted">Longitude</span> {lng.toFixed(6)}
        </span>
        <span>
          <span className="inline-block w-20 text-ink-muted">Latitude</span> {lat.toFixed(6)}
        </span>
      </span>
      <IconButton
        label={isCopied ? 'Copied' : `Copy the ${name}: longitude, latitude`}
        size="small"
        onClick={() => navigator.clipboard.writeText(text).then(() => setCopied(true))}
        onBlur={() => setCopied(false)}
      >
        {isCopied ? <Check /> : <Copy />}
      </IconButton>
    </span>
  )
}

function formatOffset(meters: number): string {
  return meters < 10 ? `${meters.toFixed(1)} m` : `${Math.round(meters)} m`
}
