import { Eye, EyeOff } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { OwnReports } from '@/components/reports/own-reports'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { useViewerContext } from '@/components/viewer/viewer-context'
import type { Doubt } from '@/lib/geo/doubts'
import type { Hiding } from '@/lib/photos/types'
import { BlurControls } from './blur-controls'

type Changes = { hidden?: boolean; keepShowing?: boolean; trusted?: Doubt[] }

const DOUBT_NAMES: Record<Doubt, string> = { position: 'position', time: 'date', altitude: 'altitude' }

/** What the owner of a photo decides about it: who sees it, and what to say to reports. */
export function OwnerControls() {
  const { photo, walk } = useViewerContext()
  const { properties } = photo
  const [isSaving, setSaving] = useState(false)

  async function save(changes: Changes): Promise<boolean> {
    setSaving(true)
    const { answer, problem } = await apiFetch(`/api/v1/photos/${photo.id}`, 'PhotoDetails', {
      method: 'PATCH',
      body: changes,
    })
    setSaving(false)
    if (answer) walk.change(photo.id, answer.properties)
    else toast(problem, { tone: 'error' })
    return answer !== null
  }
  /** With a way back. */
  async function change(changes: Changes, said: string, undo: Changes) {
    if (await save(changes)) toast(said, { action: { label: 'Undo', onClick: () => save(undo) } })
  }

  const { hiding, keepShowing, excluded, doubts, trusted } = properties
  const isGone = properties.goneAt !== null && !properties.private
  return (
    <div className="grid gap-3">
      {hiding && hiding.by !== 'owner' && <HiddenByOthers hiding={hiding} />}
      {excluded && (
        <Notice title="In an excluded area">
          Nobody else sees it there.{' '}
          <Link href="/settings#excluded-areas" className="text-link">
            Your excluded areas
          </Link>
        </Notice>
      )}
      <div className="flex flex-wrap gap-2">
        {!hiding && (
          <Button
            size="small"
            disabled={isSaving}
            onClick={() => change({ hidden: true }, 'The photo is hidden. Only you see it.', { hidden: false })}
          >
            <EyeOff aria-hidden /> Hide from others
          </Button>
        )}
        {hiding?.by === 'owner' && (
          <Button
            size="small"
            disabled={isSaving}
            onClick={() => change({ hidden: false }, 'The photo is shown again.', { hidden: true })}
          >
            <Eye aria-hidden /> Show to others
          </Button>
        )}
        <BlurControls photoId={photo.id} isOwner />
        {isGone && (
          <Button
            size="small"
            aria-pressed={keepShowing}
            look={keepShowing ? 'chosen' : 'secondary'}
            disabled={isSaving}
            onClick={() =>
              change(
                { keepShowing: !keepShowing },
                keepShowing ? 'It is yours only once it is gone from Mapillary.' : 'It stays public without Mapillary.',
                { keepShowing },
              )
            }
          >
            Keep showing it
          </Button>
        )}
        {[...trusted, ...doubts].map((doubt) => {
          const isTrusted = trusted.includes(doubt)
          const others = trusted.filter((other) => other !== doubt)
          return (
            <Button
              key={doubt}
              size="small"
              aria-pressed={isTrusted}
              look={isTrusted ? 'chosen' : 'secondary'}
              disabled={isSaving}
              onClick={() =>
                change(
                  { trusted: isTrusted ? others : [...others, doubt] },
                  isTrusted
                    ? `The ${DOUBT_NAMES[doubt]} is judged again.`
                    : `The ${DOUBT_NAMES[doubt]} counts as right.`,
                  { trusted },
                )
              }
            >
              This {DOUBT_NAMES[doubt]} is right
            </Button>
          )
        })}
      </div>
      <OwnReports reports={properties.reports ?? []} label="Reports on this photo" />
    </div>
  )
}

function HiddenByOthers({ hiding }: { hiding: Hiding }) {
  return (
    <Notice
      tone="warning"
      title={hiding.by === 'report' ? 'Hidden until a report on it is decided' : 'Hidden by a moderator'}
    >
      {hiding.reason}
    </Notice>
  )
}
