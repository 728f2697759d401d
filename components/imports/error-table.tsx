import Link from 'next/link'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { formatCount, formatPlural } from '@/lib/format/number'
import type { ImportProgress } from '@/lib/imports/types'
import { STAGES } from '@/lib/model/import-stages'

/** Which photos are not complete, in what, and why. */
export function ErrorTable({
  errors,
  total,
  onMore,
}: {
  errors: ImportProgress['errors']
  total: number
  onMore: () => Promise<void>
}) {
  const [hasAsked, setAsked] = useState(false)
  return (
    <section className="grid gap-3">
      <h2 className="font-semibold text-lg">{formatPlural(total, 'error')}</h2>
      {errors.length < total && (
        <p className="flex flex-wrap items-center gap-3 text-ink-muted text-sm">
          The first {formatCount(errors.length)} of them:
          {!hasAsked && (
            <Button
              size="small"
              onClick={() => {
                setAsked(true)
                void onMore()
              }}
            >
              Show more
            </Button>
          )}
        </p>
      )}
      <div className="max-h-[32rem] overflow-auto rounded-card border bg-surface">
        <table className="w-full text-left text-sm">
          <thead className="sticky top-0 bg-surface">
            <tr className="border-b [&>th]:px-4 [&>th]:py-2.5 [&>th]:font-[550] [&>th]:text-ink-faint [&>th]:text-xs">
              <th scope="col">Photo</th>
              <th scope="col">What</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {errors.map((error) => (
              <tr key={`${error.stage}/${error.photoId}`} className="align-top [&>td]:px-4 [&>td]:py-2.5">
                <td>
                  <Link
                    href={`/photos/${error.photoId}`}
                    prefetch={false}
                    className="text-link whitespace-nowrap"
                    title={error.mapillaryKey}
                  >
                    Number {error.n}
                  </Link>
                </td>
                <td className="whitespace-nowrap">{STAGES[error.stage].name}</td>
                <td className="min-w-40 text-ink-muted [overflow-wrap:anywhere]">{error.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
