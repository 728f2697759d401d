import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { classNames } from '@/components/ui/class-names'
import { formatMonth } from '@/lib/format/date'
import { kindOf, type PeriodKind, periodAt, periodBeside } from '@/lib/model/period'

const KINDS: { kind: PeriodKind; name: string }[] = [
  { kind: 'all', name: 'All time' },
  { kind: 'year', name: 'Year' },
  { kind: 'month', name: 'Month' },
]

const step = 'grid size-10 place-items-center rounded-control text-ink-muted hover:bg-sunken hover:text-ink'

/** All time, a year or a month: links, so that the choice is in the address and works without scripts. */
export function PeriodChoice({
  period,
  now,
  href,
}: {
  period: string | undefined
  now: Date
  /** The same page with another period; undefined: all time. */
  href: (period: string | undefined) => string
}) {
  const chosen = kindOf(period)
  const latest = periodAt(chosen, now)
  return (
    <nav aria-label="Period" className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <ul className="inline-flex h-10 gap-0.5 rounded-control bg-sunken p-1">
        {KINDS.map(({ kind, name }) => (
          <li key={kind} className="flex">
            <Link
              href={href(kind === chosen ? period : periodAt(kind, now))}
              {...(kind === chosen && { 'aria-current': 'true' as const })}
              className={classNames(
                'inline-flex items-center whitespace-nowrap rounded-[0.45rem] px-3 font-[550] text-sm transition-colors',
                kind === chosen ? 'bg-surface text-ink shadow-raised' : 'text-ink-muted hover:text-ink',
              )}
            >
              {name}
            </Link>
          </li>
        ))}
      </ul>
      {period !== undefined && (
        <div className="flex items-center">
          <Link href={href(periodBeside(period, -1))} aria-label="The one before" className={step}>
            <ChevronLeft aria-hidden className="size-5" />
          </Link>
          <span className="min-w-28 text-center font-[550] text-sm tabular-nums">{nameOfPeriod(period)}</span>
          {latest !== undefined && period < latest ? (
            <Link href={href(periodBeside(period, 1))} aria-label="The one after" className={step}>
              <ChevronRight aria-hidden className="size-5" />
            </Link>
          ) : (
            <span className="size-10" />
          )}
        </div>
      )}
    </nav>
  )
}

/** `2024`, `May 2024` */
function nameOfPeriod(period: string): string {
  return kindOf(period) === 'month' ? formatMonth(period) : period
}
