import { Ban, CircleAlert, CircleCheck, Clock, LoaderCircle, LogIn, type LucideIcon, TriangleAlert } from 'lucide-react'
import { Badge, type BadgeTone } from '@/components/ui/badge'
import type { ImportState } from '@/lib/model/import-states'
import { STATE_WORDS } from './state-words'

const LOOKS: Record<ImportState, { tone: BadgeTone; icon: LucideIcon }> = {
  queued: { tone: 'neutral', icon: Clock },
  running: { tone: 'accent', icon: LoaderCircle },
  waiting_for_login: { tone: 'warning', icon: LogIn },
  waiting_for_mapillary: { tone: 'warning', icon: Clock },
  waiting_for_backup: { tone: 'warning', icon: Clock },
  completed: { tone: 'accent', icon: CircleCheck },
  completed_with_errors: { tone: 'warning', icon: TriangleAlert },
  failed: { tone: 'danger', icon: CircleAlert },
  cancelled: { tone: 'neutral', icon: Ban },
}

/** The state of an import in a word or two. */
export function StateBadge({ state }: { state: ImportState }) {
  const { tone, icon: Icon } = LOOKS[state]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden className={state === 'running' ? 'animate-spin' : undefined} /> {STATE_WORDS[state].label}
    </Badge>
  )
}
