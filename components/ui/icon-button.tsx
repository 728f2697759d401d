import { type ButtonProps, buttonClasses } from './button'
import { classNames } from './class-names'

/** A square button with an icon alone; `label` is its name for everyone who does not see the icon. */
export function IconButton({
  label,
  look = 'quiet',
  size = 'medium',
  className,
  type = 'button',
  ...props
}: Omit<ButtonProps, 'aria-label'> & { label: string }) {
  const square = { small: 'size-8', medium: 'size-10', large: 'size-12' }[size]
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classNames(buttonClasses({ look, size }), square, 'px-0 [&_svg]:size-[1.125rem]', className)}
      {...props}
    />
  )
}
