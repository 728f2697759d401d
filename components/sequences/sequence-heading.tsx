import Link from 'next/link'
import { StateBadge } from '@/components/imports/state-badge'
import { Facts } from '@/components/ui/facts'
import { UserText } from '@/components/ui/user-text'
import { Length } from '@/components/units/units'
import { formatDateTime } from '@/lib/format/date'
import { formatCount, formatPlural } from '@/lib/format/number'
import { EXPORT_FORMATS, PHOTO_FORMATS } from '@/lib/model/export-formats'
import type { ImportState } from '@/lib/model/import-states'
import type { DescribedSequence } from '@/lib/sequences/get-sequence'
import { SequenceTags } from './sequence-tags'
import { VisibilityBadge } from './visibility-badge'

/** What a sequence is, in words and numbers; `latestImport` is for its owner. */
export function SequenceHeading({
  sequence,
  photoCount,
  goneCount,
  climbMeters,
  latestImport,
  elsewhere,
}: {
  sequence: DescribedSequence
  photoCount: number
  goneCount: number
  climbMeters: number | null
  latestImport: { id: string; state: ImportState } | null
  /** Where else its photographer has put it. */
  elsewhere: { strava: string | null; googleStreetView: string | null }
}) {
  return (
    <div className="grid gap-5 text-ink">
      <div className="flex flex-wrap items-center gap-2 text-ink-muted text-sm">
        <span>
          by{' '}
          <Link href={`/users/${encodeURIComponent(sequence.username)}`} className="text-link font-[550]">
            <bdi>{sequence.username}</bdi>
          </Link>
          , {formatDateTime(sequence.capturedAt, sequence.timeZone)}
        </span>
        <VisibilityBadge sequence={sequence} isDeleted={sequence.deletedAt !== null} />
        {latestImport && (
          <Link href={`/imports/${latestImport.id}`} title="See the import" className="rounded-full">
            <StateBadge state={latestImport.state} />
          </Link>
        )}
      </div>
      {sequence.description && <UserText text={sequence.description} />}
      <Facts
        facts={[
          { name: 'Photos', value: formatCount(photoCount) },
          { name: 'No longer on Mapillary', value: goneCount > 0 ? formatPlural(goneCount, 'photo') : null },
          { name: 'Length', value: <Length meters={sequence.lengthMeters} /> },
          { name: 'Climb', value: climbMeters === null ? null : <Length meters={climbMeters} isHeight /> },
          { name: 'Transport', value: sequence.transportType },
          { name: 'Camera', value: sequence.cameraMake },
          { name: 'Kind', value: sequence.isPano ? '360°' : 'Flat' },
          {
            name: 'Strava',
            value: elsewhere.strava && <OutsideLink href={elsewhere.strava}>The activity</OutsideLink>,
          },
          {
            name: 'Google Street View',
            value: elsewhere.googleStreetView && (
              <OutsideLink href={elsewhere.googleStreetView}>The photos</OutsideLink>
            ),
          },
        ]}
      />
      {photoCount > 0 && (
        <p className="flex flex-wrap gap-x-3 text-sm">
          <span className="text-ink-muted">Download</span>
          {PHOTO_FORMATS.map((format) => (
            <a
              key={format}
              href={`/api/v1/sequences/${sequence.id}?format=${format}`}
              download
              className="text-link"
              aria-label={`Download the sequence as ${EXPORT_FORMATS[format].label}`}
            >
              {EXPORT_FORMATS[format].label}
            </a>
          ))}
        </p>
      )}
      <SequenceTags tags={sequence.tags} />
    </div>
  )
}

function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} rel="nofollow ugc noopener" target="_blank" className="text-link">
      {children}
    </a>
  )
}
