import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type NoticeTone = 'info' | 'warning' | 'danger'

const TONES: Record<NoticeTone, { classes: string; icon: typeof Info }> = {
  info: { classes: 'bg-accent-soft text-ink [&>svg]:text-accent', icon: Info },
  warning: { classes: 'bg-warning-soft text-ink [&>svg]:text-warning', icon: TriangleAlert },
  danger: { classes: 'bg-danger-soft text-ink [&>svg]:text-danger', icon: CircleAlert },
}

/** Something that people must know, in the place where it matters. A danger is read out at once. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  className,
}: {
  tone?: NoticeTone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
  className?: string
}) {
  const { classes, icon: Icon } = TONES[tone]
  return (
    <div
      role={tone === 'danger' ? 'alert' : 'status'}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-card px-4 py-3 text-sm',
        classes,
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-56 [overflow-wrap:anywhere]">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-ink-muted">{children}</div>}
      </div>
      {action}
    </div>
  )
}
