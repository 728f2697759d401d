import { useRef } from 'react'
import { toast } from 'sonner'
import { z } from 'zod'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import type { PhotoWalk } from './use-photo-walk'

const Answer = z.object({ value: z.boolean().nullable(), count: z.number() })
const Problem = z.object({ detail: z.string() })

/** Marks the photo in sight: shown at once, taken back with a word when the server refuses. `null` removes the mark. */
export function useViewpointMark(walk: Pick<PhotoWalk, 'photo' | 'change'>): (value: boolean | null) => void {
  const latest = useRef(0)
  return async (value) => {
    const { id, properties } = walk.photo
    if (properties.ownMark === value) return
    const { ownMark, ownMarkedAt, viewpointCount } = properties
    const before = { ownMark, ownMarkedAt, viewpointCount }
    const request = ++latest.current
    walk.change(id, {
      ownMark: value,
      ownMarkedAt: value === null ? null : new Date().toISOString(),
      viewpointCount: before.viewpointCount + countOf(value) - countOf(before.ownMark),
    })
    try {
      const answer = await send(walk.photo, value)
      if (request === latest.current) walk.change(id, { ownMark: answer.value, viewpointCount: answer.count })
    } catch (error) {
      if (request === latest.current) walk.change(id, before)
      toast.error(error instanceof Error ? error.message : 'The mark could not be saved')
    }
  }
}

async function send({ id }: PhotoDetailsFeature, value: boolean | null) {
  const keepalive = true // the mark arrives even when one leaves the page at once
  const request: RequestInit =
    value === null
      ? { method: 'DELETE', keepalive }
      : { method: 'PUT', keepalive, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ value }) }
  const response = await fetch(`/api/v1/photos/${id}/viewpoint`, request).catch((cause: unknown) => {
    throw new Error('The mark could not be saved: no connection', { cause })
  })
  const answer: unknown = await response.json().catch(() => null)
  if (!response.ok) throw new Error(Problem.safeParse(answer).data?.detail ?? 'The mark could not be saved')
  return Answer.parse(answer)
}

function countOf(mark: boolean | null): number {
  return mark === true ? 1 : 0
}
