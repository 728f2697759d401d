import Link from 'next/link'
import { Notice } from '@/components/ui/notice'

/** Why nothing can be imported any more, and what still works. */
export function MapillaryEnded() {
  return (
    <Notice title="Nothing new comes from Mapillary">
      This site no longer asks Mapillary, so there is nothing to import or to compare with. All that was imported stays
      as it is: your{' '}
      <Link href="/photos" className="text-link">
        photos
      </Link>
      , their originals in the{' '}
      <Link href="/vault" className="text-link">
        backup
      </Link>
      , marks and tags. You can go on adding to them, and take everything with you in the{' '}
      <Link href="/settings" className="text-link">
        settings
      </Link>
      .
    </Notice>
  )
}
