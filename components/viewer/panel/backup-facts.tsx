import { TimeAgo } from '@/components/ui/time-ago'
import { formatBytes } from '@/lib/format/number'
import type { BackupState } from '@/lib/model/backup-states'
import type { PictureFlaw } from '@/lib/model/pictures/picture-flaws'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { CopyText } from './copy-text'

const FLAW_TEXT: Record<PictureFlaw, string> = {
  'no-end': 'The file has no end marker: it came whole, but the camera did not finish it.',
  png: 'The file is a PNG, not a JPEG.',
  webp: 'The file is a WebP picture, not a JPEG.',
  heic: 'The file is a HEIC picture, not a JPEG.',
  avif: 'The file is an AVIF picture, not a JPEG.',
  gif: 'The file is a GIF, not a JPEG.',
  tiff: 'The file is a TIFF, not a JPEG.',
  'too-large': 'It has more than 300 megapixels: too many to be drawn here.',
  undrawable: 'It cannot be drawn here. The file itself is kept as it came.',
}

const STATE_TEXT: Record<BackupState | 'unread', string> = {
  ok: 'Original intact',
  missing: 'The original is gone from the backup',
  differs: 'The original has changed',
  unreadable: 'The original cannot be read',
  unread: 'Not read again since it was stored',
}

/** The file in the backup, and the link to the original for those who may have it. */
export function BackupFacts({ photo: { properties } }: { photo: PhotoDetailsFeature }) {
  const { backup, links } = properties
  return (
    <>
      {backup ? <StoredFile backup={backup} /> : 'The original is not in the backup yet'}
      {links.original && (
        <a className="text-link" href={links.original} download>
          Download the original
        </a>
      )}
    </>
  )
}

function StoredFile({ backup }: { backup: NonNullable<PhotoDetailsFeature['properties']['backup']> }) {
  const isProcessed = backup.form === 'processed'
  return (
    <>
      <span>
        {isProcessed ? 'Mapillary’s full-size picture' : 'The original'}, {formatBytes(backup.bytes)}
      </span>
      {isProcessed && (
        <span className="text-ink-muted">
          Faces and number plates are blurred: Mapillary’s API of today does not give the uploaded file.
        </span>
      )}
      {backup.flaws.map((flaw) => (
        <span key={flaw} className="text-ink-muted">
          {FLAW_TEXT[flaw]}
        </span>
      ))}
      <span className="text-ink-muted">
        Stored <TimeAgo moment={backup.at} />
      </span>
      {backup.state !== undefined && (
        <a href="/vault" className="text-link">
          {STATE_TEXT[backup.state ?? 'unread']}
          {backup.verifiedAt && (
            <>
              , checked <TimeAgo moment={backup.verifiedAt} />
            </>
          )}
        </a>
      )}
      <span className="flex w-full items-start justify-between gap-2">
        <span className="break-all text-ink-muted">SHA-256 {backup.sha256}</span>
        <CopyText name="Copy the SHA-256" text={backup.sha256} />
      </span>
      {backup.file && <span className="break-all text-ink-muted">{backup.file}</span>}
    </>
  )
}
