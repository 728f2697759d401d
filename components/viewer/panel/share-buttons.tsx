import { Download, Link2, Share2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { ReportDialog } from '@/components/reports/report-dialog'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { imagePath } from '@/lib/photos/paths'
import { photoTitle } from '@/lib/photos/photo-title'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { CopyButton } from './copy-button'
import { EmbedDialog } from './embed-dialog'

/** Takes exactly this view along, as a link or as a frame for another page; and reports the photo of somebody else. */
export function ShareButtons({
  photo,
  hrefNow,
  isReportAsked,
}: {
  photo: PhotoDetailsFeature
  hrefNow: () => string
  isReportAsked: boolean
}) {
  return (
    <div className="flex flex-wrap gap-2">
      <ShareButton title={photoTitle(photo)} url={hrefNow} />
      <CopyButton name="Copy link" text={hrefNow}>
        <Link2 aria-hidden />
      </CopyButton>
      {photo.properties.public && (
        <>
          <EmbedDialog photo={photo} hrefNow={hrefNow} />
          <LinkButton size="small" href={`${imagePath(photo.id, 2048)}&download=true`} download prefetch={false}>
            <Download aria-hidden /> Save picture
          </LinkButton>
        </>
      )}
      {!photo.properties.isOwner && (
        <ReportDialog subject={{ type: 'photo', id: photo.id }} isOpenAtFirst={isReportAsked} />
      )}
    </div>
  )
}

/** Opens the sheet of the device for sharing; nothing where it has none. */
function ShareButton({ title, url }: { title: string; url: () => string }) {
  const [isPossible, setPossible] = useState(false)
  useEffect(() => setPossible('share' in navigator), []) // the server cannot know
  if (!isPossible) return null
  return (
    <Button size="small" onClick={() => navigator.share({ title, url: url() }).catch(() => undefined)}>
      <Share2 aria-hidden /> Share
    </Button>
  )
}
