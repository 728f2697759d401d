import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Length } from '@/components/units/units'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { PhotosToday } from '@/lib/imports/request/photos-today'
import { type ImportAction, ImportForm } from './import-form'
import type { SequenceChoice } from './use-choice'

/** What is chosen, and the way to import it. */
export function ChosenBar({
  choice,
  today,
  importsAtOnce,
  action,
}: {
  choice: SequenceChoice
  today: PhotosToday
  importsAtOnce: number // 0: all of them
  action: ImportAction
}) {
  const { count, photoCount, newPhotoCount, lengthMeters } = choice.totals
  const excess = today === null ? 0 : Math.max(0, newPhotoCount - today.left)
  return (
    <section
      aria-label="Chosen"
      className="sticky bottom-4 z-30 flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card border bg-surface px-4 py-3 shadow-floating lg:order-3 lg:col-span-2"
    >
      <p role="status" className="mr-auto text-sm">
        <strong className="font-semibold">{formatPlural(count, 'sequence')} chosen</strong>
        <span className="text-ink-muted">
          {' '}
          · {formatPlural(photoCount, 'photo')} · <Length meters={lengthMeters} />
        </span>
        {excess > 0 && (
          <span id="too-many" className="mt-0.5 block text-danger">
            {formatPlural(excess, 'photo')} more than can be imported today.
          </span>
        )}
      </p>
      <Button look="quiet" onClick={choice.clear}>
        Clear
      </Button>
      <Dialog
        title={count === 1 ? 'Import this sequence' : `Import ${formatCount(count)} sequences`}
        description={describe(count, importsAtOnce)}
        trigger={
          <Button look="primary" disabled={excess > 0} {...(excess > 0 && { 'aria-describedby': 'too-many' })}>
            Import…
          </Button>
        }
        className="sm:w-[34rem]!"
      >
        <ImportForm count={count} named={choice.named} choice={choice.choice} action={action} />
      </Dialog>
    </section>
  )
}

function describe(count: number, importsAtOnce: number): string {
  if (count === 1) return 'Say something about it, or start right away.'
  const words = 'What you say here goes for all of them.'
  if (importsAtOnce === 0 || count <= importsAtOnce) return words
  return `${words} ${importsAtOnce} of your imports run at once, the others wait in line.`
}
