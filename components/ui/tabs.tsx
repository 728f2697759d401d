'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** Panels of which one is shown. */
export function Tabs({
  label,
  tabs,
  className,
}: {
  label: string
  tabs: { value: string; label: ReactNode; panel: ReactNode }[]
  className?: string
}) {
  const [first] = tabs
  if (!first) return null
  return (
    <Radix.Root defaultValue={first.value} className={classNames('grid gap-4', className)}>
      <Radix.List aria-label={label} className="flex gap-5 overflow-x-auto border-line border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px h-10 whitespace-nowrap border-transparent border-b-2 font-[550] text-ink-muted text-sm hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value}>
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
