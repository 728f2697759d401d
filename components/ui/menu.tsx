'use client'

import { Check } from 'lucide-react'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

const itemClasses =
  'flex h-9 cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 text-ink text-sm outline-none data-[highlighted]:bg-sunken data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:text-ink-faint'

/** A menu under `trigger` (one button). Filled with MenuItem, MenuChoice, MenuLabel and MenuLine. */
export function Menu({
  trigger,
  children,
  align = 'end',
  isOpenAtFirst = false,
  className,
}: {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  isOpenAtFirst?: boolean
  className?: string
}) {
  return (
    <Radix.Root modal={false} defaultOpen={isOpenAtFirst}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          sideOffset={8}
          collisionPadding={12}
          className={classNames(
            'z-50 min-w-52 animate-appear rounded-card border border-line bg-surface p-1.5 shadow-floating',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item className={classNames(itemClasses, className)} {...props} />
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="eyebrow px-2.5 pt-2 pb-1">{children}</Radix.Label>
}

export function MenuLine() {
  return <Radix.Separator className="my-1.5 h-px bg-line" />
}

/** One of several choices; the chosen one has a tick. */
export function MenuChoices<Value extends string>({
  value,
  choices,
  onChange,
}: {
  value: Value
  choices: { value: Value; label: ReactNode }[]
  onChange: (value: Value) => void
}) {
  return (
    <Radix.RadioGroup value={value}>
      {choices.map((choice) => (
        <Radix.RadioItem
          key={choice.value}
          value={choice.value}
          onSelect={() => onChange(choice.value)}
          className={itemClasses}
        >
          {choice.label}
          <Radix.ItemIndicator className="ml-auto">
            <Check aria-hidden />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  )
}
