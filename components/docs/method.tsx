import { classNames } from '@/components/ui/class-names'
import type { Method as HttpMethod } from '@/lib/server/api/definition'

const TONES: Record<HttpMethod, string> = {
  GET: 'bg-accent-soft text-accent-strong',
  POST: 'bg-warning-soft text-warning',
  PUT: 'bg-warning-soft text-warning',
  PATCH: 'bg-warning-soft text-warning',
  DELETE: 'bg-danger-soft text-danger',
}

export function Method({ method, className }: { method: HttpMethod; className?: string }) {
  return (
    <span
      className={classNames(
        'inline-flex h-6 min-w-14 shrink-0 items-center justify-center rounded-md px-1.5 font-semibold text-[0.6875rem] tracking-wide',
        TONES[method],
        className,
      )}
    >
      {method}
    </span>
  )
}
