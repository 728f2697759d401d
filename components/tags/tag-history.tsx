import { useEffect, useState } from 'react'
import { type ApiResult, apiFetch } from '@/components/api-fetch'
import { TimeAgo } from '@/components/ui/time-ago'
import { describeTagChange } from '@/lib/tags/describe-tag-change'
import type { MtpTag } from '@/lib/tags/types'

/** Who did what to a tag, and when; for those who may remove it. */
export default function TagHistory({ tag: { id, label, changedAt } }: { tag: MtpTag }) {
  const [found, setFound] = useState<{ changedAt: string; result: ApiResult<'TagHistory'> } | null>(null)
  useEffect(() => {
    let isStale = false
    apiFetch(`/api/v1/tags/${id}/history`, 'TagHistory').then((result) => {
      if (!isStale) setFound({ changedAt, result })
    })
    return () => {
      isStale = true
    }
  }, [id, changedAt])

  if (found?.changedAt !== changedAt) return <p>One moment…</p>
  const { answer, problem } = found.result
  if (!answer) return <p role="alert">{problem}</p>
  return (
    <ol aria-label={`History of the tag ${label}`} className="grid gap-1.5">
      {answer.changes.map((change, index) => (
        <li key={`${change.at} ${change.kind}`}>
          <span className="text-ink">{change.by ?? 'Somebody who left'}</span>{' '}
          {describeTagChange(change, answer.changes[index - 1])}
          <time dateTime={change.at} className="block text-ink-faint">
            <TimeAgo moment={change.at} />
          </time>
        </li>
      ))}
    </ol>
  )
}
