import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A sheet on the page, with a hairline instead of a shadow. */
export function Card({ className, ...props }: ComponentProps<'div'>) {
  return <div className={classNames('rounded-card border border-line bg-surface', className)} {...props} />
}
