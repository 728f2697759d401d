import { Star } from 'lucide-react'
import { useState } from 'react'
import { apiFetch } from '@/components/api-fetch'
import { Button } from '@/components/ui/button'
import { classNames } from '@/components/ui/class-names'
import { toast } from '@/components/ui/toast'
import { useViewerContext } from '@/components/viewer/viewer-context'

/** Puts the photo in sight on one's own list, or takes it off. It shows at once; when the server refuses, it is undone with a message. */
export function FavouriteButton() {
  const { walk } = useViewerContext()
  const { id, properties } = walk.photo
  const [isSending, setSending] = useState(false)
  const { isFavourite } = properties

  async function toggle() {
    setSending(true)
    walk.change(id, { isFavourite: !isFavourite })
    const result = await apiFetch(`/api/v1/photos/${id}/favourite`, 'Favourite', {
      method: isFavourite ? 'DELETE' : 'PUT',
    })
    setSending(false)
    if (result.answer) return
    walk.change(id, { isFavourite })
    toast(result.problem, { id: 'favourite' })
  }
  return (
    <Button size="small" aria-pressed={isFavourite} disabled={isSending} onClick={toggle}>
      <Star aria-hidden className={classNames(isFavourite && 'fill-current text-viewpoint')} /> Favourite
    </Button>
  )
}
