import { apiFetch } from '@/components/api-fetch'
import type { ValuesBefore } from '@/lib/sequences/editing/edit-sequence'

/** What is to change of one sequence. */
export type SequenceEdit = { id: string; addTags?: string[]; removeTags?: string[] } & {
  [Name in keyof ValuesBefore]?: ValuesBefore[Name] | undefined
}

/** `undo` puts back what was changed. `stopped`: why the last `left` edits were not asked for; null: all were. */
export type Edited = {
  undo: SequenceEdit[]
  refused: { id: string; problem: string }[]
  stopped: string | null
  left: number
}

const EDITS_AT_ONCE = 50

/** Has many sequences changed, some in each request, and tells after each how many are done. Stops at the first request that fails as a whole. */
export async function editInParts(edits: SequenceEdit[], onProgress: (done: number) => void): Promise<Edited> {
  const edited: Edited = { undo: [], refused: [], stopped: null, left: 0 }
  for (let done = 0; done < edits.length; done += EDITS_AT_ONCE) {
    const part = edits.slice(done, done + EDITS_AT_ONCE)
    const { answer, problem } = await apiFetch('/api/v1/sequences', 'SequenceEditResults', {
      method: 'PATCH',
      body: { edits: part },
    })
    if (!answer) return { ...edited, stopped: problem, left: edits.length - done }
    for (const { id, before, problem: refusal } of answer.results) {
      if (refusal !== null) edited.refused.push({ id, problem: refusal })
      else if (before && Object.keys(before).length > 0) edited.undo.push({ id, ...before })
    }
    onProgress(done + part.length)
  }
  return edited
}
