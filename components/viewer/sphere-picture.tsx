'use client'

import '@photo-sphere-viewer/core/index.css'
import '@photo-sphere-viewer/markers-plugin/index.css'
import { type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { imagePath } from '@/lib/photos/paths'
import type { PictureHandle, PictureProps } from './picture-props'
import type { Looking, Sphere } from './sphere'

/**
 * A 360° photo. The viewer behind it is made once and stays for the whole visit, hidden while a flat photo is in sight;
 * until it is ready, and for those without scripts, the picture lies there flat.
 */
export function SpherePicture({
  photo,
  description,
  tags,
  lit,
  onLit,
  onPick,
  isShown,
  onLook,
  onFailure,
  onMissing,
  handle,
}: PictureProps & {
  isShown: boolean
  onLook: (looking: Looking) => void
  onFailure: (reason: string) => void
  onMissing: () => void
  handle: Ref<PictureHandle>
}) {
  const container = useRef<HTMLDivElement>(null)
  const [sphere, setSphere] = useState<Sphere | null>(null)
  const [isDrawn, setDrawn] = useState(false)

  const look = useEffectEvent(onLook)
  const fail = useEffectEvent(onFailure)
  const light = useEffectEvent((tagId: string | null) => {
    const tag = tags.find(({ id }) => id === tagId)
    onLit(tag ? { layer: tag.layer, value: tag.value, tagId: tag.id } : null)
  })
  const pick = useEffectEvent((tagId: string) => {
    const tag = tags.find(({ id }) => id === tagId)
    if (tag) onPick(tag)
  })

  useEffect(() => {
    const element = container.current
    if (!element) return
    if (!document.createElement('canvas').getContext('webgl2')) {
      fail('This browser has no WebGL, so the 360° photo is shown flat.')
      return
    }
    let made: Sphere | undefined
    let isGone = false
    import('./sphere')
      .then(({ createSphere }) => {
        if (isGone) return
        made = createSphere(element, {
          look: (looking) => look(looking),
          enter: (tagId) => light(tagId),
          pick: (tagId) => pick(tagId),
          lose: () => fail('The graphics of this browser gave up, so the 360° photo is shown flat.'),
        })
        setSphere(made)
      })
      .catch(() => fail('The 360° viewer could not be started, so the photo is shown flat.'))
    return () => {
      isGone = true
      made?.destroy()
    }
  }, [])

  const { compassAngle } = photo.properties
  useEffect(() => {
    if (!sphere || !isShown) return
    sphere
      .show({ url: imagePath(photo.id, 1024), sharpUrl: imagePath(photo.id, 2048), compassAngle })
      .then(() => setDrawn(true))
      .catch(() => undefined) // the flat picture below tells when there is none
  }, [sphere, isShown, photo.id, compassAngle])

  useEffect(() => {
    if (isShown) sphere?.setTags(tags, lit)
  }, [sphere, isShown, tags, lit])

  useImperativeHandle(handle, () => ({ zoomBy: (factor) => sphere?.zoomBy(factor), reset: () => sphere?.reset() }), [
    sphere,
  ])

  return (
    <div className={classNames('absolute inset-0', !isShown && 'invisible')}>
      {isShown && (
        // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
        <img
          ref={(image) => {
            // What happened before the scripts came tells no event.
            if (image?.complete && image.naturalWidth === 0) onMissing()
          }}
          key={photo.id}
          src={imagePath(photo.id, 1024)}
          alt={description}
          fetchPriority="high"
          draggable={false}
          className="absolute inset-0 size-full object-cover"
          onError={onMissing}
        />
      )}
      <div
        ref={container}
        aria-hidden="true"
        data-sphere={isDrawn ? 'drawn' : 'waiting'}
        className={classNames('absolute inset-0', !isDrawn && 'opacity-0')}
      />
    </div>
  )
}
