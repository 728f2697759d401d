import type { ComponentProps } from 'react'
import { classNames } from './class-names'

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'viewpoint' | 'chosen' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const LOOKS: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border border-line-strong/60 bg-surface text-ink hover:border-line-strong hover:bg-sunken/60',
  quiet: 'text-ink-muted hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-expanded:text-ink',
  viewpoint: 'bg-viewpoint text-on-viewpoint hover:bg-viewpoint-strong',
  chosen: 'border border-ink bg-ink text-paper hover:bg-ink/90',
  danger: 'bg-danger text-on-danger hover:bg-danger/90',
}

const SIZES: Record<ButtonSize, string> = {
  small: 'h-8 gap-1.5 px-3 text-sm [&_svg]:size-4',
  medium: 'h-10 gap-2 px-4 text-sm [&_svg]:size-4',
  large: 'h-12 gap-2.5 px-6 text-base [&_svg]:size-4',
}

const SQUARES: Record<ButtonSize, string> = {
  small: 'size-8 [&_svg]:size-[1.125rem]',
  medium: 'size-10 [&_svg]:size-[1.125rem]',
  large: 'size-12 [&_svg]:size-[1.125rem]',
}

/** The classes of a button, for links and other elements that look like one. */
export function buttonClasses({
  look = 'secondary',
  size = 'medium',
  isSquare = false, // only an icon
}: {
  look?: ButtonLook
  size?: ButtonSize
  isSquare?: boolean
} = {}) {
  return classNames(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-control font-[550] transition-colors duration-100',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50',
    '[&_svg]:shrink-0',
    LOOKS[look],
    isSquare ? SQUARES[size] : SIZES[size],
  )
}

export type ButtonProps = ComponentProps<'button'> & { look?: ButtonLook; size?: ButtonSize }

export function Button({ look, size, className, type = 'button', ...props }: ButtonProps) {
  return (
    <button
      type={type}
      className={classNames(buttonClasses({ ...(look && { look }), ...(size && { size }) }), className)}
      {...props}
    />
  )
}
