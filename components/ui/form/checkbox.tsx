import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'

/** The browser's own checkbox in our clothes. */
export function Checkbox({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return (
    <span className={classNames('relative inline-grid size-5 shrink-0 place-items-center', className)}>
      <input
        type="checkbox"
        className="peer size-5 cursor-pointer appearance-none rounded-md border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:cursor-not-allowed disabled:opacity-40"
        {...props}
      />
      <svg
        aria-hidden="true"
        viewBox="0 0 16 16"
        className="pointer-events-none absolute size-3.5 fill-none stroke-2 stroke-on-accent opacity-0 peer-checked:opacity-100 peer-indeterminate:opacity-0"
      >
        <path d="m3 8.5 3.2 3.2L13 4.8" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute h-0.5 w-2.5 rounded bg-on-accent opacity-0 peer-indeterminate:opacity-100"
      />
    </span>
  )
}
