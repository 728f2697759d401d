'use client'

import { ToggleGroup as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

/** A choice of one among few, all in sight. */
export function Segmented<Value extends string>({
  label,
  value,
  choices,
  onChange,
  className,
}: {
  label: string
  value: Value
  choices: { value: Value; label: ReactNode; name?: string }[]
  onChange: (value: Value) => void
  className?: string
}) {
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const choice = choices.find((candidate) => candidate.value === next)
        if (choice) onChange(choice.value)
      }}
      className={classNames('inline-flex h-10 gap-0.5 rounded-control bg-sunken p-1', className)}
    >
      {choices.map((choice) => (
        <Radix.Item
          key={choice.value}
          value={choice.value}
          {...(choice.name && { 'aria-label': choice.name })}
          className="inline-flex flex-1 items-center justify-center gap-1.5 whitespace-nowrap rounded-[0.45rem] px-3 font-[550] text-ink-muted text-sm transition-colors hover:text-ink data-[state=on]:bg-surface data-[state=on]:text-ink data-[state=on]:shadow-raised [&_svg]:size-4"
        >
          {choice.label}
        </Radix.Item>
      ))}
    </Radix.Root>
  )
}
