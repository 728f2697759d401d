import { Button } from '@/components/ui/button'
import { TimeAgo } from '@/components/ui/time-ago'
import type { BlurSource } from '@/lib/model/pictures/blurs'
import type { Blur } from './use-blurs'

/** Every region that is blurred on a photo, and every one that was: what is in force can be taken back, and what was taken back blurred again. */
export function BlurHistory({
  blurs,
  isOwner,
  isSaving,
  onRemove,
  onAgain,
}: {
  blurs: Blur[]
  isOwner: boolean
  isSaving: boolean
  onRemove: (blur: Blur) => void
  onAgain: (blur: Blur) => void
}) {
  if (blurs.length === 0) return <p className="text-ink-muted">Nothing is blurred, and nothing was.</p>
  return (
    <ol className="grid gap-2" aria-label="Blurred regions">
      {blurs.map((blur, index) => {
        const { id, source, createdAt, removedAt, removedBy, removable } = blur
        const number = index + 1
        return (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2 [overflow-wrap:anywhere]">
            <span className={removedAt === null ? '' : 'text-ink-muted'}>
              Region {number}, {whoBlurred(source, isOwner)}, <TimeAgo moment={createdAt} />
              {removedAt !== null && (
                <>
                  ; taken back <TimeAgo moment={removedAt} />
                  {removedBy !== null && ` by ${removedBy}`}
                </>
              )}
            </span>
            {removable && (
              <Button
                size="small"
                disabled={isSaving}
                aria-label={`Take back region ${number}`}
                onClick={() => onRemove(blur)}
              >
                Take back
              </Button>
            )}
            {removedAt !== null && (
              <Button
                size="small"
                disabled={isSaving}
                aria-label={`Blur region ${number} again`}
                onClick={() => onAgain(blur)}
              >
                Blur again
              </Button>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function whoBlurred(source: BlurSource, isOwner: boolean): string {
  if (source === 'owner') return isOwner ? 'by you' : 'by its owner'
  return source === 'moderator' ? 'by a moderator' : 'found by a program'
}
