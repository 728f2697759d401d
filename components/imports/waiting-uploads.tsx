'use client'

import { useActionState } from 'react'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { formatDate, formatDateTime } from '@/lib/format/date'
import type { FormState } from '@/lib/server/form-action'
import type { WaitingUpload } from '@/lib/uploads/list-uploads'

type RemoveUpload = (state: FormState, form: FormData) => Promise<FormState>

/** What the Desktop Uploader announced and Mapillary has not made yet; for its owner. */
export function WaitingUploads({ uploads, onRemove }: { uploads: WaitingUpload[]; onRemove: RemoveUpload }) {
  const [state, remove, isRemoving] = useActionState(onRemove, {})
  return (
    <section aria-labelledby="waiting-uploads" className="mb-8 grid gap-3">
      <h2 id="waiting-uploads" className="font-semibold">
        On the way from the Desktop Uploader
      </h2>
      {state.message && (
        <p role="alert" className="text-danger text-sm">
          {state.message}
        </p>
      )}
      <ul className="grid grid-cols-1 gap-3">
        {uploads.map((upload) => (
          <li key={upload.id}>
            <Card className="flex flex-wrap items-start justify-between gap-3 p-4 sm:p-5">
              <div className="grid min-w-0 gap-1">
                <h3 dir="auto" className="font-semibold">
                  {upload.name}
                </h3>
                <p className="text-ink-muted text-sm">
                  {upload.transportType}, announced on {formatDateTime(upload.createdAt)}
                </p>
                <p className="max-w-prose text-sm">{words(upload)}</p>
              </div>
              <div className="flex items-center gap-2">
                <Badge>{upload.state === 'given-up' ? 'Given up' : 'Waiting for Mapillary'}</Badge>
                <form action={remove}>
                  <input type="hidden" name="uploadId" value={upload.id} />
                  <Button type="submit" size="small" disabled={isRemoving} aria-label={`Remove ${upload.name}`}>
                    Remove
                  </Button>
                </form>
              </div>
            </Card>
          </li>
        ))}
      </ul>
    </section>
  )
}

function words({ state, endsAt }: WaitingUpload): string {
  const end = formatDate(endsAt)
  if (state === 'waiting') {
    return 'Mapillary is making a sequence of the photos, which takes up to 72 hours. It is imported by itself when the Desktop Uploader is open then.'
  }
  if (state === 'late') {
    return `It takes longer than the usual 72 hours. See on Mapillary whether the photos arrived, and open the Desktop Uploader. Without news it is given up on ${end}.`
  }
  return `Mapillary never made a sequence of it. It still arrives if that happens; on ${end} it is forgotten here.`
}
