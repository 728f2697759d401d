import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type BadgeTone = 'neutral' | 'accent' | 'viewpoint' | 'warning' | 'danger'

const TONES: Record<BadgeTone, string> = {
  neutral: 'bg-sunken text-ink-muted',
  accent: 'bg-accent-soft text-accent-strong',
  viewpoint: 'bg-viewpoint-soft text-viewpoint-strong',
  warning: 'bg-warning-soft text-warning',
  danger: 'bg-danger-soft text-danger',
}

export function Badge({ tone = 'neutral', className, ...props }: ComponentProps<'span'> & { tone?: BadgeTone }) {
  return (
    <span
      className={classNames(
        'inline-flex h-6 w-fit max-w-full shrink-0 items-center gap-1 whitespace-nowrap rounded-full px-2.5 font-[550] text-xs [&>bdi]:truncate [&_svg]:size-3.5',
        TONES[tone],
        className,
      )}
      {...props}
    />
  )
}
