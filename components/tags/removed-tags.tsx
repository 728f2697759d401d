import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { TimeAgo } from '@/components/ui/time-ago'
import { SOMEBODY_GONE } from '@/lib/model/people/personal-data'
import type { RemovedTag } from '@/lib/tags/types'

/** What was taken away and may be brought back by the one who looks; asked for when opened. */
export function RemovedTags({
  photoId,
  onRestore,
}: {
  photoId: string
  onRestore: (tagId: string) => Promise<boolean>
}) {
  const [tags, setTags] = useState<RemovedTag[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const load = async () => {
    const { answer, problem: refusal } = await apiFetch(`/api/v1/photos/${photoId}/tags?state=removed`, 'RemovedTags')
    setProblem(refusal)
    setTags(answer?.tags ?? null)
  }
  return (
    <details className="text-sm" onToggle={(event) => event.currentTarget.open && load()}>
      <summary className="w-fit text-ink-faint text-xs">Removed tags</summary>
      <div role="status" className="mt-1 text-ink-muted">
        {problem ?? (tags === null ? 'One moment…' : tags.length === 0 ? 'None that you can bring back.' : '')}
      </div>
      <ul className="grid gap-1">
        {tags?.map((tag) => (
          <li key={tag.id} className="flex items-center justify-between gap-3">
            <span className="min-w-0">
              <span className="block truncate">
                {tag.label} <span className="text-ink-faint">by {tag.author ?? SOMEBODY_GONE}</span>
              </span>
              <span className="block text-ink-faint text-xs">
                removed <TimeAgo moment={tag.removedAt} />
                {tag.removedBy && ` by ${tag.removedBy}`}
              </span>
            </span>
            <Button
              size="small"
              look="quiet"
              aria-label={`Bring back the tag ${tag.label}`}
              onClick={async () => {
                if (await onRestore(tag.id)) setTags((before) => before?.filter(({ id }) => id !== tag.id) ?? null)
              }}
            >
              <RotateCcw aria-hidden /> Bring back
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
