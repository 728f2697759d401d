import { EyeOff, Hourglass, Lock } from 'lucide-react'
import { Badge } from '@/components/ui/badge'

/** Tells the owner why nobody else sees a sequence; nothing for public ones. */
export function VisibilityBadge({
  isPrivate,
  isPublic,
  isDeleted = false,
}: {
  isPrivate: boolean
  isPublic: boolean
  isDeleted?: boolean
}) {
  if (isPublic) return null
  if (isDeleted) {
    return (
      <Badge tone="danger">
        <EyeOff aria-hidden /> Being deleted
      </Badge>
    )
  }
  return isPrivate ? (
    <Badge title="Private on Mapillary: only you see it here">
      <Lock aria-hidden /> Private
    </Badge>
  ) : (
    <Badge tone="warning" title="Others see it when its import has ended">
      <Hourglass aria-hidden /> Not public yet
    </Badge>
  )
}
