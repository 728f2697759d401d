'use client'

import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Popover } from '@/components/ui/popover'

export const chipClasses =
  'inline-flex h-9 shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-full border px-3 font-[550] text-sm transition-colors lg:h-8 lg:px-2.5 lg:text-[0.8125rem] [&_svg]:size-4 [&_svg]:shrink-0'

export const chipLook = (isOn: boolean) =>
  isOn
    ? 'border-accent bg-accent-soft text-accent-strong'
    : 'border-line-strong/60 bg-surface text-ink hover:border-line-strong hover:bg-sunken'

/** A button of the filter bar with what it opens; `value` says what is chosen, or `count` how much of it. */
export function FilterChip({
  label,
  value = null,
  count = 0,
  children,
}: {
  label: string
  value?: string | null
  count?: number
  children: ReactNode
}) {
  return (
    <Popover
      label={label}
      trigger={
        <button
          type="button"
          className={classNames(chipClasses, 'gap-1! pr-2 lg:pr-1.5', chipLook(value !== null || count > 0))}
        >
          {value === null ? (
            `${label}${count > 0 ? ` (${count})` : ''}`
          ) : (
            <>
              <span className="sr-only">{label}: </span>
              {value}
            </>
          )}
          <ChevronDown aria-hidden className="opacity-60" />
        </button>
      }
    >
      <div className="grid gap-5">{children}</div>
    </Popover>
  )
}

/** A group of choices inside a filter. */
export function FilterGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-2.5">
      <legend className="mb-2.5 font-[550] text-sm">{title}</legend>
      {children}
    </fieldset>
  )
}
