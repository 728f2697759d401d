'use client'

import { Check, X } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { Button } from '@/components/ui/button'
import { IconButton } from '@/components/ui/icon-button'
import type { PictureSpace } from '@/components/viewer/picture/picture-space'
import type { MtpTag } from '@/lib/tags/types'
import { DrawingSteps, ToolChoice } from './drawing-tools'
import { EditorPanel } from './editor-panel'
import { RegionDrawing } from './region-drawing'
import { TypePicker } from './type-picker'
import { type TakePoints, useRegionDrawing } from './use-region-drawing'
import { useTagTypes } from './use-tag-types'
import type { Draft, Tagging } from './use-tagging'

/** Draws the region of a tag on the picture, then asks for its type. Works by pointer, by touch, and with the keyboard only. */
export default function TagEditor({
  photoId,
  wraps,
  space,
  draft,
  tagging,
  takePoints,
  sheet,
}: {
  photoId: string
  wraps: boolean // the picture goes all around, so a region may continue beyond its sides
  space: PictureSpace
  draft: Draft
  tagging: Tagging
  takePoints: TakePoints
  /** Where a phone shows the panel, below the picture. */
  sheet: HTMLElement | null
}) {
  const { setShape, cancel, save } = tagging
  useTagTypes() // fetched now, so that they are there when the region is drawn
  const drawing = useRegionDrawing({ wraps, space, draft, setShape, takePoints })
  useEscape(cancel)
  // On a phone the list of tags may have been scrolled over the picture.
  useEffect(() => {
    window.scrollTo({ top: 0 })
  }, [])

  return (
    <>
      <RegionDrawing photoId={photoId} space={space} draft={draft} drawing={drawing} />
      <EditorPanel
        label={draft.tag ? `Change the tag ${draft.tag.label}` : 'New tag'}
        shape={draft.shape}
        space={space}
        sheet={sheet}
      >
        <div className="flex items-center gap-1.5">
          <ToolChoice drawing={drawing} isSphere={space.isSphere} />
          <IconButton label="Close without saving" size="small" className="ml-auto" onClick={cancel}>
            <X aria-hidden />
          </IconButton>
        </div>
        {draft.problem && (
          <p role="alert" className="text-danger text-sm">
            {draft.problem}
          </p>
        )}
        <p role="status" className="text-danger text-sm empty:hidden">
          {draft.problem ? null : drawing.problem}
        </p>
        {drawing.isDrawing ? (
          <DrawingSteps drawing={drawing} />
        ) : (
          <>
            {draft.tag && <SaveUnchangedType tag={draft.tag} onSave={save} />}
            <TypePicker value={draft.tag?.type ?? null} initialText={draft.typed} onPick={save} onCancel={cancel} />
          </>
        )}
      </EditorPanel>
    </>
  )
}

function SaveUnchangedType({ tag, onSave }: { tag: MtpTag; onSave: (tag: MtpTag) => void }) {
  return (
    <Button look="primary" size="small" className="justify-self-start" onClick={() => onSave(tag)}>
      <Check aria-hidden /> Save as “{tag.label}”
    </Button>
  )
}

function useEscape(leave: () => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) leave()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
}
