import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Names and values side by side; a fact without a value is left out. */
export function Facts({ facts, className }: { facts: { name: string; value: ReactNode }[]; className?: string }) {
  return (
    <dl className={classNames('flex flex-wrap gap-x-8 gap-y-4', className)}>
      {facts
        .filter(({ value }) => value !== null && value !== undefined && value !== '')
        .map(({ name, value }) => (
          <div key={name} className="grid gap-0.5">
            <dt className="eyebrow">{name}</dt>
            <dd className="font-[550] tabular-nums">{value}</dd>
          </div>
        ))}
    </dl>
  )
}
