import { useState } from 'react'
import type { Answers } from '@/components/answers/table'
import { apiFetch } from '@/components/api-fetch'
import { toast } from '@/components/ui/toast'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'

export type Blur = Answers['Blurs']['blurs'][number]

/** What is blurred on a photo and what was, and how to change it, each time with a way back. null: not asked for yet. */
export function useBlurs(photoId: string) {
  const [blurs, setBlurs] = useState<Blur[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [isSaving, setSaving] = useState(false)
  const address = `/api/v1/photos/${photoId}/blurs`

  async function ask(path: string, request: Parameters<typeof apiFetch>[2]): Promise<Blur[] | null> {
    setSaving(true)
    const { answer, problem: refusal } = await apiFetch(path, 'Blurs', request)
    setSaving(false)
    setProblem(refusal)
    if (answer) setBlurs(answer.blurs)
    return answer?.blurs ?? null
  }

  async function add(region: TagShape, { hasUndo = true } = {}): Promise<boolean> {
    const now = await ask(address, { method: 'POST', body: { region } })
    const added = now?.at(-1)
    if (added)
      toast('The region is blurred.', {
        ...(hasUndo && { action: { label: 'Undo', onClick: () => remove(added, { hasUndo: false }) } }),
      })
    return now !== null
  }

  async function remove(blur: Blur, { hasUndo = true } = {}): Promise<void> {
    const now = await ask(`${address}/${blur.id}`, { method: 'DELETE' })
    if (now)
      toast('The region is shown again.', {
        ...(hasUndo && { action: { label: 'Undo', onClick: () => add(blur.region, { hasUndo: false }) } }),
      })
  }

  return { blurs, problem, isSaving, load: () => ask(address, {}), add, remove }
}
