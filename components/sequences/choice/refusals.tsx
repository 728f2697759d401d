import Link from 'next/link'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { Edited } from './edit-in-parts'

const MOST_SHOWN = 10

/** Which sequences could not be changed, and why. */
export function Refusals({ edited: { refused, stopped, left }, onClose }: { edited: Edited; onClose: () => void }) {
  const more = refused.length - MOST_SHOWN
  return (
    <Notice
      tone="danger"
      className="max-h-48 basis-full overflow-y-auto"
      title={refused.length > 0 && `${formatPlural(refused.length, 'sequence')} could not be changed`}
      action={
        <Button size="small" look="quiet" onClick={onClose}>
          Dismiss
        </Button>
      }
    >
      {stopped !== null && (
        <p>
          {formatPlural(left, 'sequence')} left as they were: {stopped}
        </p>
      )}
      <ul>
        {refused.slice(0, MOST_SHOWN).map(({ id, problem }) => (
          <li key={id}>
            <Link href={`/sequences/${id}`} className="text-link">
              Sequence {id}
            </Link>
            : {problem}
          </li>
        ))}
      </ul>
      {more > 0 && <p>and {formatPlural(more, 'other')}</p>}
    </Notice>
  )
}
