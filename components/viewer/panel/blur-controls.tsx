import { ScanEye } from 'lucide-react'
import { useState } from 'react'
import type { Answers } from '@/components/answers/table'
import { apiFetch } from '@/components/api-fetch'
import { RegionPicker } from '@/components/photos/region-picker'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { toast } from '@/components/ui/toast'
import { formatDate } from '@/lib/format/date'
import type { BlurSource } from '@/lib/model/blurs'
import type { TagShape } from '@/lib/model/picture-shapes'

const SOURCES: Record<BlurSource, string> = {
  owner: 'by you',
  moderator: 'by a moderator',
  service: 'found by a program',
}

/** What is blurred on a photo for everybody but its owner: more can be drawn, and taken back. */
export function BlurControls({ photoId }: { photoId: string }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog
      title="Blurred regions"
      description="Everybody but you sees them blurred, at all sizes. Your original stays as it is."
      isOpen={isOpen}
      onOpenChange={setOpen}
      className="sm:w-[40rem]"
      trigger={
        <Button size="small">
          <ScanEye aria-hidden /> Blur a region
        </Button>
      }
    >
      <Regions photoId={photoId} />
    </Dialog>
  )
}

function Regions({ photoId }: { photoId: string }) {
  const [blurs, setBlurs] = useState<Answers['Blurs']['blurs'] | null>(null)
  const [region, setRegion] = useState<TagShape | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const address = `/api/v1/photos/${photoId}/blurs`

  async function ask(path: string, request: Parameters<typeof apiFetch>[2], said?: string): Promise<void> {
    setSaving(true)
    const { answer, problem: refusal } = await apiFetch(path, 'Blurs', request)
    setSaving(false)
    setProblem(refusal)
    if (!answer) return
    setBlurs(answer.blurs)
    setRegion(null)
    if (said) toast(said)
  }

  const inForce = blurs?.filter(({ removedAt }) => removedAt === null) ?? []
  const removed = (blurs?.length ?? 0) - inForce.length
  return (
    <div className="grid grid-cols-1 gap-4 text-sm">
      <RegionPicker photoId={photoId} region={region} onRegion={setRegion} />
      {problem && <Notice tone="danger">{problem}</Notice>}
      <div className="flex flex-wrap justify-end gap-2">
        {blurs === null && (
          <Button disabled={isSaving} onClick={() => ask(address, {})}>
            Show what is blurred
          </Button>
        )}
        <Button
          look="primary"
          disabled={region === null || isSaving}
          onClick={() => region && ask(address, { method: 'POST', body: { region } }, 'The region is blurred.')}
        >
          {isSaving ? 'Saving…' : 'Blur it'}
        </Button>
      </div>
      {blurs && (
        <ul className="grid gap-2" aria-label="Blurred regions">
          {inForce.map(({ id, source, createdAt, removable }, index) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-2">
              Region {index + 1}, {SOURCES[source]}, {formatDate(createdAt)}
              {removable && (
                <Button
                  size="small"
                  disabled={isSaving}
                  aria-label={`Take back region ${index + 1}`}
                  onClick={() => ask(`${address}/${id}`, { method: 'DELETE' }, 'The region is shown again.')}
                >
                  Take back
                </Button>
              )}
            </li>
          ))}
          <li className="text-ink-muted">
            {inForce.length === 0 && 'Nothing is blurred. '}
            {removed > 0 && `${removed} earlier ${removed === 1 ? 'one was' : 'ones were'} taken back.`}
          </li>
        </ul>
      )}
    </div>
  )
}
