import { ScanEye } from 'lucide-react'
import { useState } from 'react'
import { RegionPicker } from '@/components/photos/region-picker'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import { BlurHistory } from './blur-history'
import { useBlurs } from './use-blurs'

const WHO_SEES = {
  owner: 'Everybody but you sees them blurred, at all sizes. Your original stays as it is.',
  moderator: 'Everybody but its owner sees them blurred, at all sizes. The original stays as it is.',
}

/** What is blurred on a photo for everybody but its owner: the owner and moderators draw more, and take back. */
export function BlurControls({ photoId, isOwner }: { photoId: string; isOwner: boolean }) {
  const [isOpen, setOpen] = useState(false)
  const [region, setRegion] = useState<TagShape | null>(null)
  const { blurs, problem, isSaving, load, add, remove } = useBlurs(photoId)
  return (
    <Dialog
      title="Blurred regions"
      description={WHO_SEES[isOwner ? 'owner' : 'moderator']}
      isOpen={isOpen}
      onOpenChange={(isNowOpen) => {
        setOpen(isNowOpen)
        if (isNowOpen) void load()
      }}
      className="sm:w-[40rem]"
      trigger={
        <Button size="small">
          <ScanEye aria-hidden /> Blur a region
        </Button>
      }
    >
      <div className="grid grid-cols-1 gap-4 text-sm">
        <RegionPicker photoId={photoId} region={region} onRegion={setRegion} />
        {problem && <Notice tone="danger">{problem}</Notice>}
        <Button
          look="primary"
          className="justify-self-end"
          disabled={region === null || isSaving}
          onClick={async () => {
            if (region && (await add(region))) setRegion(null)
          }}
        >
          {isSaving ? 'Saving…' : 'Blur it'}
        </Button>
        {blurs && (
          <BlurHistory
            blurs={blurs}
            isOwner={isOwner}
            isSaving={isSaving}
            onRemove={remove}
            onAgain={({ region: former }) => add(former)}
          />
        )}
      </div>
    </Dialog>
  )
}
