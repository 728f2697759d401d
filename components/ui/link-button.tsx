import Link from 'next/link'
import type { ComponentProps } from 'react'
import { type ButtonLook, type ButtonSize, buttonClasses } from './button'
import { classNames } from './class-names'

/** A link that looks like a button. */
export function LinkButton({
  look = 'secondary',
  size = 'medium',
  className,
  ...props
}: ComponentProps<typeof Link> & { look?: ButtonLook; size?: ButtonSize }) {
  return <Link className={classNames('print:hidden', buttonClasses({ look, size }), className)} {...props} />
}
