import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiResult, apiFetch } from '@/components/api-fetch'
import { toast } from '@/components/ui/toast'
import type { TagShape } from '@/lib/model/picture-shapes'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { areaOf } from '@/lib/tags/outlines'
import type { MtpTag, TagType } from '@/lib/tags/types'

/** What is being made: a new tag, or a change of one. `problem`: why the last try to save it failed; its region is kept, and what was `typed` to find its type. `byKeys`: begun without a pointer. */
export type Draft = {
  tag: MtpTag | null
  shape: TagShape | null
  problem: string | null
  typed: string
  byKeys: boolean
}

type Walk = {
  photo: PhotoDetailsFeature
  change: (photoId: string, properties: Partial<PhotoDetailsFeature['properties']>) => void
}

export type Tagging = ReturnType<typeof useTagging>

/** Adds, changes and removes tags of the photo in sight: shown at once, taken back with a word when the server refuses. */
export function useTagging({ photo, change }: Walk) {
  const [draft, setDraft] = useState<(Draft & { photoId: string }) | null>(null)
  const photos = useRef(new Map<string, PhotoDetailsFeature['properties']['tags']>())
  useEffect(() => {
    photos.current.set(photo.id, photo.properties.tags)
  }, [photo])

  const setTags = useCallback(
    (
      photoId: string,
      alter: (tags: PhotoDetailsFeature['properties']['tags']) => PhotoDetailsFeature['properties']['tags'],
    ) => {
      const tags = alter(photos.current.get(photoId) ?? [])
      photos.current.set(photoId, tags)
      change(photoId, { tags: tags.toSorted((a, b) => (b.area ?? 0) - (a.area ?? 0)) })
    },
    [change],
  )
  const put = (photoId: string, tag: MtpTag, inPlaceOf = tag.id) =>
    setTags(photoId, (tags) => [...tags.filter((other) => !isTag(other, inPlaceOf) && !isTag(other, tag.id)), tag])
  const take = (photoId: string, id: string) => setTags(photoId, (tags) => tags.filter((other) => !isTag(other, id)))

  async function save({ value: type, label: name, colour }: Pick<TagType, 'value' | 'label' | 'colour'>, typed = '') {
    if (!draft?.shape) return
    const { photoId, tag, shape, byKeys } = draft
    const shown: MtpTag = {
      id: tag?.id ?? `new-${Date.now()}`,
      source: 'mtp',
      type,
      value: type,
      label: name,
      colour,
      area: areaOf(shape),
      shape,
      author: tag?.author ?? 'you',
      createdAt: tag?.createdAt ?? new Date().toISOString(),
      changedAt: new Date().toISOString(),
      mayEdit: false, // until the server has it
      mayRemove: false,
    }
    put(photoId, shown)
    setDraft(null)
    const result = tag
      ? await apiFetch(`/api/v1/tags/${tag.id}`, 'Tag', { method: 'PATCH', body: { type, shape } })
      : await apiFetch(`/api/v1/photos/${photoId}/tags`, 'Tag', { method: 'POST', body: { type, shape } })
    if (result.problem !== null) {
      if (tag) put(photoId, tag)
      else take(photoId, shown.id)
      setDraft({ photoId, tag, shape, byKeys, typed, problem: result.problem })
      return
    }
    put(photoId, result.answer, shown.id)
    const { label } = result.answer
    if (tag) {
      const { type: typeBefore, shape: shapeBefore } = tag
      const undo = { label: 'Undo', onClick: () => changeBack(photoId, tag, { type: typeBefore, shape: shapeBefore }) }
      toast(`Changed: ${label}`, { action: undo })
    } else {
      toast(`Tagged: ${label}`, { action: { label: 'Undo', onClick: () => remove(result.answer, photoId, false) } })
    }
  }

  async function changeBack(photoId: string, tag: MtpTag, body: { type: string; shape: TagShape }) {
    settle(await apiFetch(`/api/v1/tags/${tag.id}`, 'Tag', { method: 'PATCH', body }), (answer) => put(photoId, answer))
  }

  async function remove(tag: MtpTag, photoId = photo.id, hasUndo = true) {
    take(photoId, tag.id)
    const result = await apiFetch(`/api/v1/tags/${tag.id}`, 'TagRemoval', { method: 'DELETE' })
    if (result.problem !== null) {
      put(photoId, tag)
      toast(result.problem, { tone: 'error' })
    } else if (hasUndo) {
      toast(`Removed: ${tag.label}`, { action: { label: 'Undo', onClick: () => restore(tag.id, photoId) } })
    }
  }

  async function restore(tagId: string, photoId = photo.id): Promise<boolean> {
    const result = await apiFetch(`/api/v1/tags/${tagId}/restore`, 'Tag', { method: 'POST' })
    settle(result, (answer) => put(photoId, answer))
    return result.problem === null
  }

  const isHere = draft?.photoId === photo.id
  return {
    draft: isHere ? draft : null,
    start: (tag: MtpTag | null = null, byKeys = false) =>
      setDraft({ photoId: photo.id, tag, shape: tag?.shape ?? null, problem: null, typed: '', byKeys }),
    setShape: useCallback(
      (shape: TagShape | null) => setDraft((before) => before && { ...before, shape, problem: null }),
      [],
    ),
    cancel: useCallback(() => setDraft(null), []),
    save,
    remove,
    restore,
  }
}

function settle(result: ApiResult<'Tag'>, accept: (tag: MtpTag) => void): void {
  if (result.problem === null) accept(result.answer)
  else toast(result.problem, { tone: 'error' })
}

function isTag(tag: { source: string; id: string }, id: string): boolean {
  return tag.source === 'mtp' && tag.id === id
}
