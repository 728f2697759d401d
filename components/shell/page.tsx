import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

const WIDTHS = { narrow: 'max-w-2xl', medium: 'max-w-4xl', wide: 'max-w-[90rem]' }

/** A page that is read or filled in: title, introduction, content, footer. Maps and viewers do without it. */
export function Page({
  title,
  above,
  intro,
  actions,
  width = 'medium',
  children,
}: {
  title: ReactNode
  above?: ReactNode
  intro?: ReactNode
  actions?: ReactNode
  width?: keyof typeof WIDTHS
  children: ReactNode
}) {
  return (
    <>
      <div className={classNames('mx-auto w-full flex-1 px-4 py-8 sm:px-6 sm:py-10', WIDTHS[width])}>
        <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-4 sm:mb-8">
          <div className="grid min-w-0 gap-2">
            {above && <div className="eyebrow">{above}</div>}
            <h1 className="font-[680] text-2xl leading-tight sm:text-[2rem]">
              <bdi>{title}</bdi>
            </h1>
            {intro && <div className="max-w-prose text-pretty text-ink-muted">{intro}</div>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </div>
        {children}
      </div>
      <footer className="border-t py-6 text-ink-faint text-xs">
        <div className={classNames('mx-auto flex flex-wrap gap-x-6 gap-y-2 px-4 sm:px-6', WIDTHS[width])}>
          <span>Map the Paths</span>
          <Link href="/about" className="hover:text-ink">
            About
          </Link>
          <Link href="/privacy" className="hover:text-ink">
            Privacy
          </Link>
          <Link href="/terms" className="hover:text-ink">
            Terms
          </Link>
          <Link href="/docs/api" className="hover:text-ink">
            API
          </Link>
          <span className="sm:ml-auto">Photos from Mapillary, CC BY-SA 4.0 by their photographers</span>
        </div>
      </footer>
    </>
  )
}
