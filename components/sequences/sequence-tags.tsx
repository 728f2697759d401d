import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { classNames } from '@/components/ui/class-names'

/** The tags of a sequence; each leads to the sequences that have it. */
export function SequenceTags({ tags, className }: { tags: string[]; className?: string }) {
  if (tags.length === 0) return null
  return (
    <ul aria-label="Tags" className={classNames('flex flex-wrap gap-1', className)}>
      {tags.map((tag) => (
        <li key={tag} className="min-w-0">
          <Link href={`/sequences?${new URLSearchParams({ sequenceTag: tag })}`} className="block rounded-full">
            <Badge className="hover:text-ink">
              <bdi>{tag}</bdi>
            </Badge>
          </Link>
        </li>
      ))}
    </ul>
  )
}
