import { CircleAlert, CircleCheck, Clock, LoaderCircle, TriangleAlert, UserX } from 'lucide-react'
import Link from 'next/link'
import type { ComponentProps } from 'react'
import { Badge } from '@/components/ui/badge'
import { formatCount } from '@/lib/format/number'
import type { ImportedState } from '@/lib/imports/types'
import { STATE_WORDS } from './state-words'

/** Where a Mapillary sequence stands here, with a link to it; nothing for one that is new. */
export function HereBadge({ here }: { here: ImportedState }) {
  switch (here.state) {
    case 'new':
      return null
    case 'taken':
      return (
        <Badge title="Another user imported it; sequences exist here once">
          <UserX aria-hidden /> Imported by someone else
        </Badge>
      )
    case 'importing':
      return (
        <BadgeLink href={`/imports/${here.importId}`}>
          <Badge tone={here.status === 'running' || here.status === 'queued' ? 'accent' : 'warning'}>
            {here.status === 'running' ? <LoaderCircle aria-hidden className="animate-spin" /> : <Clock aria-hidden />}
            {STATE_WORDS[here.status].label}
            {here.total !== null && ` ${formatCount(here.done)}/${formatCount(here.total)}`}
          </Badge>
        </BadgeLink>
      )
    case 'imported':
      return (
        <BadgeLink href={here.withErrors ? `/imports/${here.importId}` : `/sequences/${here.sequenceId}`}>
          <Badge tone={here.withErrors ? 'warning' : 'accent'}>
            {here.withErrors ? <TriangleAlert aria-hidden /> : <CircleCheck aria-hidden />}
            {here.withErrors ? 'Imported with errors' : 'Imported'}
          </Badge>
        </BadgeLink>
      )
    case 'failed':
      return (
        <BadgeLink href={`/imports/${here.importId}`}>
          <Badge tone="danger" {...(here.reason && { title: here.reason })}>
            <CircleAlert aria-hidden /> Not finished
          </Badge>
        </BadgeLink>
      )
  }
}

function BadgeLink(props: ComponentProps<typeof Link>) {
  return <Link prefetch={false} className="relative z-10 w-fit rounded-full hover:brightness-95" {...props} />
}
