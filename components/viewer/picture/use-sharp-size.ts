import { useEffect, useState } from 'react'
import { imagePath } from '@/lib/photos/paths'

type PictureSize = 1024 | 2048 | 'full'

/** The size of the picture to show: a sharper one as soon as the zoom needs it and the browser has it. */
export function useSharpSize({
  photoId,
  drawnWidth,
  hasFull,
  isReady,
}: {
  photoId: string
  drawnWidth: number // in pixels of the page
  hasFull: boolean
  isReady: boolean // the first picture is there
}): PictureSize {
  const [sharp, setSharp] = useState<{ id: string; size: PictureSize } | null>(null)
  const ratio = typeof window === 'undefined' ? 1 : window.devicePixelRatio
  const neededSize = sizeFor(drawnWidth * ratio, hasFull)
  useEffect(() => {
    if (neededSize === 1024 || !isReady) return
    let isStale = false
    const image = new Image()
    image.src = imagePath(photoId, neededSize)
    image.decode().then(
      () => !isStale && setSharp({ id: photoId, size: neededSize }),
      () => undefined, // the smaller one stays
    )
    return () => {
      isStale = true
      image.src = '' // so that it takes nothing of the line from the next one
    }
  }, [neededSize, photoId, isReady])
  return sharp?.id === photoId ? sharp.size : 1024
}

/** The smallest picture that is sharp at this width, in pixels of the screen. */
function sizeFor(screenWidth: number, hasFull: boolean): PictureSize {
  if (screenWidth > 2_200 && hasFull) return 'full'
  return screenWidth > 1_100 ? 2048 : 1024
}
