'use client'

import { useCallback, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { PictureBox } from '@/lib/model/pictures/picture-shapes'
import { imagePath } from '@/lib/photos/paths'
import { cropOf, MOST_CROPPED, pictureSizeFor } from './crop-of'

/**
 * What was searched for, on the thumbnail of a photo: a frame around it, and its own small picture in the corner. Something that fills the
 * picture needs neither. The shape of the picture is known once that small picture is there.
 */
export function SearchedObjectMark({ photoId, box }: { photoId: string; box: PictureBox }) {
  const [ratio, setRatio] = useState<number | null>(null)
  const measure = useCallback((image: HTMLImageElement | null) => {
    if (image && image.naturalWidth > 0) setRatio(image.naturalWidth / image.naturalHeight)
  }, [])
  if (Math.max(box.width, box.height) > MOST_CROPPED) return null
  const crop = cropOf(box, ratio ?? 4 / 3)
  return (
    <>
      {ratio !== null && (
        // Cut like the picture below it (object-cover).
        <svg
          aria-hidden="true"
          data-searched="frame"
          viewBox={`0 0 ${ratio} 1`}
          preserveAspectRatio="xMidYMid slice"
          className="pointer-events-none absolute inset-0 size-full fill-none transition-transform duration-300 group-hover:scale-[1.03]"
        >
          {['stroke-[5px] stroke-black/50', 'stroke-2 stroke-white'].map((stroke) => (
            <rect
              key={stroke}
              x={box.left * ratio}
              y={box.top}
              width={box.width * ratio}
              height={box.height}
              rx={0.01}
              vectorEffect="non-scaling-stroke"
              className={stroke}
            />
          ))}
        </svg>
      )}
      <span
        data-searched="crop"
        className={classNames(
          'pointer-events-none absolute right-1.5 bottom-1.5 block aspect-square w-[36%] max-w-28 overflow-hidden rounded-lg bg-sunken ring-2 ring-white',
          ratio === null && 'opacity-0',
        )}
      >
        {/* biome-ignore lint/performance/noImgElement: our image route already answers in the right size */}
        <img
          ref={measure} // it may have come before the scripts
          src={imagePath(photoId, pictureSizeFor(crop))}
          alt=""
          loading="lazy"
          decoding="async"
          onLoad={(event) => measure(event.currentTarget)}
          className="absolute max-w-none"
          style={{
            width: `${100 / crop.width}%`,
            height: `${100 / crop.height}%`,
            left: `${(-100 * crop.left) / crop.width}%`,
            top: `${(-100 * crop.top) / crop.height}%`,
          }}
        />
      </span>
    </>
  )
}
