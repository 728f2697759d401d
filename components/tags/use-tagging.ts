import { useCallback, useEffect, useRef, useState } from 'react'
import { type ApiResult, apiFetch } from '@/components/api-fetch'
import { toast } from '@/components/ui/toast'
import { isolated } from '@/lib/format/isolated'
import type { TagShape } from '@/lib/model/pictures/picture-shapes'
import type { PhotoDetailsFeature } from '@/lib/photos/types'
import { areaOf } from '@/lib/tags/outlines'
import type { MtpTag, TagType } from '@/lib/tags/types'

/**
 * A new tag, or a change of one, before it is saved. `problem`: why the last attempt to save it failed; the region stays, and the text
 * `typed` to find its type. `byKeys`: begun without a pointer.
 */
export type Draft = {
  tag: MtpTag | null
  shape: TagShape | null
  problem: string | null
  typed: string
  byKeys: boolean
}

type Tags = PhotoDetailsFeature['properties']['tags']

type Walk = {
  photo: PhotoDetailsFeature
  change: (photoId: string, properties: Partial<PhotoDetailsFeature['properties']>) => void
}

export type Tagging = ReturnType<typeof useTagging>

type NewType = Pick<TagType, 'value' | 'label' | 'colour'>

/** Adds, changes and removes tags of the photo in sight. A change shows at once; when the server refuses it, it is undone with a message. */
export function useTagging({ photo, change }: Walk) {
  const [draft, setDraft] = useState<(Draft & { photoId: string }) | null>(null)
  const { put, take } = useShownTags({ photo, change })

  async function save(newType: NewType, typed = '') {
    if (!draft?.shape) return
    const { photoId, tag, shape, byKeys } = draft
    const shown = unsavedTag(tag, newType, shape)
    put(photoId, shown)
    setDraft(null)
    const body = { type: newType.value, shape }
    const result = tag
      ? await apiFetch(`/api/v1/tags/${tag.id}`, 'Tag', { method: 'PATCH', body })
      : await apiFetch(`/api/v1/photos/${photoId}/tags`, 'Tag', { method: 'POST', body })
    if (result.problem !== null) {
      if (tag) put(photoId, tag)
      else take(photoId, shown.id)
      setDraft({ photoId, tag, shape, byKeys, typed, problem: result.problem })
      return
    }
    const saved = result.answer
    put(photoId, saved, shown.id)
    toast(`${tag ? 'Changed' : 'Tagged'}: ${isolated(saved.label)}`, {
      action: { label: 'Undo', onClick: () => (tag ? changeBack(photoId, tag) : remove(saved, photoId, false)) },
    })
  }

  async function changeBack(photoId: string, { id, type, shape }: MtpTag) {
    const result = await apiFetch(`/api/v1/tags/${id}`, 'Tag', { method: 'PATCH', body: { type, shape } })
    settle(result, (answer) => put(photoId, answer))
  }

  async function remove(tag: MtpTag, photoId = photo.id, hasUndo = true) {
    take(photoId, tag.id)
    const result = await apiFetch(`/api/v1/tags/${tag.id}`, 'TagRemoval', { method: 'DELETE' })
    if (result.problem !== null) {
      put(photoId, tag)
      toast(result.problem, { tone: 'error' })
    } else if (hasUndo) {
      toast(`Removed: ${isolated(tag.label)}`, { action: { label: 'Undo', onClick: () => restore(tag.id, photoId) } })
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

/** The tags as they are shown, also of photos that are no longer in sight: an answer may come late. */
function useShownTags({ photo, change }: Walk) {
  const tagsByPhoto = useRef(new Map<string, Tags>())
  useEffect(() => {
    tagsByPhoto.current.set(photo.id, photo.properties.tags)
  }, [photo])
  const setTags = (photoId: string, alter: (tags: Tags) => Tags) => {
    const tags = alter(tagsByPhoto.current.get(photoId) ?? [])
    tagsByPhoto.current.set(photoId, tags)
    change(photoId, { tags: tags.toSorted((a, b) => (b.area ?? 0) - (a.area ?? 0)) })
  }
  return {
    put: (photoId: string, tag: MtpTag, inPlaceOf = tag.id) =>
      setTags(photoId, (tags) => [...tags.filter((other) => !isTag(other, inPlaceOf) && !isTag(other, tag.id)), tag]),
    take: (photoId: string, id: string) => setTags(photoId, (tags) => tags.filter((other) => !isTag(other, id))),
  }
}

/** The tag as it is shown until the server has it. */
function unsavedTag(tag: MtpTag | null, { value, label, colour }: NewType, shape: TagShape): MtpTag {
  const now = new Date().toISOString()
  return {
    id: tag?.id ?? `new-${Date.now()}`,
    source: 'mtp',
    type: value,
    value,
    label,
    colour,
    area: areaOf(shape),
    shape,
    author: tag?.author ?? 'you',
    createdAt: tag?.createdAt ?? now,
    changedAt: now,
    mayEdit: false,
    mayRemove: false,
  }
}

function settle(result: ApiResult<'Tag'>, accept: (tag: MtpTag) => void): void {
  if (result.problem === null) accept(result.answer)
  else toast(result.problem, { tone: 'error' })
}

function isTag(tag: { source: string; id: string }, id: string): boolean {
  return tag.source === 'mtp' && tag.id === id
}
