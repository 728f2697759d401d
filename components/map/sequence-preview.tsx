import { X } from 'lucide-react'
import { z } from 'zod'
import { IconButton } from '@/components/ui/icon-button'
import { LinkButton } from '@/components/ui/link-button'
import { formatDate } from '@/lib/format/date'
import { formatLength, formatPlural } from '@/lib/format/number'
import { useFetched } from './use-fetched'

const Sequence = z.object({
  properties: z.object({
    name: z.string(),
    user: z.string(),
    capturedAt: z.string().nullable(),
    photoCount: z.number(),
    lengthMeters: z.number(),
  }),
})

/** The sequence that was clicked on the map, with the way to its page. */
export function SequencePreview({ sequenceId, onClose }: { sequenceId: string; onClose: () => void }) {
  const properties = useFetched(`/api/v1/sequences/${sequenceId}`, Sequence)?.properties
  return (
    <section
      aria-label="Chosen sequence"
      className="absolute top-3 right-16 left-3 z-20 grid animate-appear grid-cols-[1fr_auto] items-start gap-x-2 gap-y-3 rounded-card border bg-surface p-4 shadow-floating sm:left-auto sm:w-80"
    >
      <div className="grid min-w-0 gap-0.5">
        <h2 className="truncate font-semibold">{properties?.name ?? 'Sequence'}</h2>
        <p className="min-h-[2.5rem] text-ink-muted text-sm">
          {properties && (
            <>
              {formatDate(properties.capturedAt)} by {properties.user}
              <br />
              {formatPlural(properties.photoCount, 'photo')}, {formatLength(properties.lengthMeters)}
            </>
          )}
        </p>
      </div>
      <IconButton label="Close" size="small" onClick={onClose}>
        <X aria-hidden />
      </IconButton>
      <LinkButton href={`/sequences/${sequenceId}`} look="primary" size="small" className="justify-self-start">
        Open sequence
      </LinkButton>
    </section>
  )
}
