import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Names and values side by side, on a phone in two columns, so that rows do not depend on the width of letters; a fact without a value is left out. */
export function Facts({ facts, className }: { facts: { name: string; value: ReactNode }[]; className?: string }) {
  return (
    <dl className={classNames('flex flex-wrap gap-x-8 gap-y-4 max-sm:grid max-sm:grid-cols-2', className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ name, value }) => (
          <div key={name} className="grid min-w-0 content-start gap-0.5">
            <dt className="eyebrow">{name}</dt>
            <dd className="min-w-0 font-[550] tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
