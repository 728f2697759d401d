import Link from 'next/link'
import { classNames } from './class-names'

/** Tabs that are pages: the choice is in the address. */
export function LinkTabs({
  label,
  tabs,
  className,
}: {
  label: string
  tabs: { href: string; name: string; isCurrent: boolean }[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={classNames('flex flex-wrap gap-x-5 border-line border-b', className)}>
      {tabs.map(({ href, name, isCurrent }) => (
        <Link
          key={href}
          href={href}
          scroll={false}
          {...(isCurrent && { 'aria-current': 'page' as const })}
          className={classNames(
            '-mb-px flex h-10 items-center whitespace-nowrap border-b-2 font-[550] text-sm focus-visible:-outline-offset-2',
            isCurrent ? 'border-accent text-ink' : 'border-transparent text-ink-muted hover:text-ink',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
