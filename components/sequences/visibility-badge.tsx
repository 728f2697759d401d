import { EyeOff, Hourglass, Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'

/** Says to the owner why nobody else sees a sequence; nothing for public ones. */
export function VisibilityBadge({
  sequence,
  isDeleted,
}: {
  sequence: {
    isPrivate: boolean
    isPublic: boolean
    isEmptied: boolean
    hiddenAt: Date | null
    unpublishedAt: Date | null
  }
  isDeleted: boolean
}) {
  if (sequence.isPublic) return null
  if (isDeleted) {
    return (
      <Badge tone="danger">
        <EyeOff aria-hidden /> Being deleted
      </Badge>
    )
  }
  if (sequence.isPrivate) {
    return (
      <Badge title="Private on Mapillary: only you see it here">
        <Lock aria-hidden /> Private
      </Badge>
    )
  }
  const why = whyNot(sequence)
  return (
    <Badge tone="warning" title={why ?? 'Others see it when its import has ended'}>
      {why ? <EyeOff aria-hidden /> : <Hourglass aria-hidden />} {why ? 'Not public' : 'Not public yet'}
    </Badge>
  )
}

function whyNot({
  hiddenAt,
  unpublishedAt,
  isEmptied,
}: {
  hiddenAt: Date | null
  unpublishedAt: Date | null
  isEmptied: boolean
}): string | null {
  if (hiddenAt) return 'A moderator hid it: only you see it'
  if (unpublishedAt) return 'You unpublished it: only you see it'
  return isEmptied ? 'Every photo of it is hidden: only you see it' : null
}
