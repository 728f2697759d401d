import { useRef, useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import type { PhotoWalk } from '@/components/viewer/walk/use-photo-walk'
import type { PhotoDetailsFeature } from '@/lib/photos/types'

export type ViewpointMark = {
  mark: (value: boolean | null) => Promise<void>
  /** Why the last mark of the photo in sight was not saved. */
  failure: string | null
}

/** Marks the photo in sight. The mark shows at once; when the server refuses it, it is undone with a message. `null` removes the mark. */
export function useViewpointMark(walk: Pick<PhotoWalk, 'photo' | 'change'>): ViewpointMark {
  const latest = useRef(0)
  const sent = useRef<Promise<unknown>>(Promise.resolve())
  const [failure, setFailure] = useState<{ photoId: string; text: string } | null>(null)

  async function mark(value: boolean | null) {
    const { id, properties } = walk.photo
    if (properties.ownMark === value) return
    const { ownMark, ownMarkedAt, viewpointCount } = properties
    const before = { ownMark, ownMarkedAt, viewpointCount }
    const request = ++latest.current
    setFailure(null)
    walk.change(id, {
      ownMark: value,
      ownMarkedAt: value === null ? null : new Date().toISOString(),
      viewpointCount: before.viewpointCount + countOf(value) - countOf(before.ownMark),
    })
    try {
      // One after the other: of two at once the server might take the earlier one last.
      const sending = sent.current.then(() => send(walk.photo, value))
      sent.current = sending.catch(() => undefined)
      const answer = await sending
      if (request === latest.current) walk.change(id, { ownMark: answer.value, viewpointCount: answer.count })
    } catch (error) {
      if (request !== latest.current) return
      walk.change(id, before)
      setFailure({ photoId: id, text: error instanceof Error ? error.message : 'The mark could not be saved' })
    }
  }
  return { mark, failure: failure?.photoId === walk.photo.id ? failure.text : null }
}

async function send({ id }: PhotoDetailsFeature, value: boolean | null) {
  const result = await apiFetch(`/api/v1/photos/${id}/viewpoint`, 'ViewpointMark', {
    keepalive: true, // the mark arrives even when one leaves the page at once
    ...(value === null ? { method: 'DELETE' } : { method: 'PUT', body: { value } }),
  })
  if (result.answer) return result.answer
  throw new Error(result.status === 0 ? 'The mark could not be saved: no connection' : result.problem)
}

function countOf(mark: boolean | null): number {
  return mark === true ? 1 : 0
}
