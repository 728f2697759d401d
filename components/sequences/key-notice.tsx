import { Notice } from '@/components/ui/notice'
import { formatPlural } from '@/lib/format/number'
import type { KeyState } from '@/lib/key-migration/old-keys'

/** For the owner: what becomes of photos that Mapillary knows by other keys today. */
export function KeyNotice({
  state,
  isPrivate,
  className,
}: {
  state: KeyState
  isPrivate: boolean
  className?: string
}) {
  const kept = 'They stay as they are, with their originals, tags and viewpoints, and are shown from the backup.'
  if (!state.isMatched) {
    return (
      <Notice
        tone="warning"
        title="These photos are not matched with today’s Mapillary yet"
        className={className ?? ''}
      >
        They came by an earlier version of its API, which had other keys for them. {kept} Changes on Mapillary can be
        brought in once whoever runs this site has run <code>npm run match-keys</code>.
      </Notice>
    )
  }
  const { ambiguous, missing } = state
  return (
    <Notice
      title={`${formatPlural(state.count, 'photo')} could not be matched with today’s Mapillary`}
      className={className ?? ''}
    >
      {missing > 0 &&
        (isPrivate
          ? 'Its API of today does not give private photos. '
          : `${formatPlural(missing, 'photo')} of this sequence ${missing === 1 ? 'is' : 'are'} not there. `)}
      {ambiguous > 0 &&
        `Of ${formatPlural(ambiguous, 'photo')} time and place do not tell which one there it is; nothing was guessed. `}
      {kept}
    </Notice>
  )
}
