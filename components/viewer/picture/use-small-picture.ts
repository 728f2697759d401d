import { type CSSProperties, useState } from 'react'
import { preload } from 'react-dom'
import { isSlowLine, SMALL_SIZE } from '@/components/viewer/walk/slow-line'
import { imagePath } from '@/lib/photos/paths'

/** The style of what lies beneath a picture until it has come: a small one of the first photo of a visit, and of each on a slow line. */
export function useSmallPicture(photoId: string, isLoaded: boolean): CSSProperties {
  const [firstId] = useState(photoId)
  if (isLoaded || (photoId !== firstId && !isSlowLine())) return {}
  const path = imagePath(photoId, SMALL_SIZE)
  preload(path, { as: 'image', fetchPriority: 'high' })
  return { backgroundImage: `url("${path}")` }
}
