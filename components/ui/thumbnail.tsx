'use client'

import { ImageOff } from 'lucide-react'
import { useState } from 'react'
import { imagePath } from '@/lib/photos/paths'

type Props = {
  photoId: string | number
  alt: string // empty where words beside it say the same
  size?: 320 | 640
  sizes?: string // CSS widths; then the browser chooses between both
  className: string
}

/** A small picture of a photo; where there is none, a quiet sign instead of the browser's broken one. */
export function Thumbnail({ photoId, alt, size = 320, sizes, className }: Props) {
  const [missing, setMissing] = useState<string | number | null>(null)
  const fail = () => setMissing(photoId)
  if (missing === photoId) {
    return (
      <div
        {...(alt ? { role: 'img', 'aria-label': alt } : { 'aria-hidden': true })}
        className="grid size-full place-items-center text-ink-faint"
      >
        <ImageOff aria-hidden className="size-6" strokeWidth={1.5} />
      </div>
    )
  }
  return (
    // biome-ignore lint/performance/noImgElement: our image route already answers in the right size
    <img
      ref={(image) => {
        if (image?.complete && image.naturalWidth === 0 && image.currentSrc !== '') fail() // failed before the scripts came: no event tells
      }}
      src={imagePath(photoId, size)}
      {...(sizes !== undefined && {
        srcSet: `${imagePath(photoId, 320)} 320w, ${imagePath(photoId, 640)} 640w`,
        sizes,
      })}
      alt={alt}
      loading="lazy"
      decoding="async"
      className={className}
      onError={fail}
    />
  )
}
