import { type ButtonProps, buttonClasses } from './button'
import { classNames } from './class-names'

/** A square button with only an icon; `label` is its name for everyone who does not see the icon. */
export function IconButton({
  label,
  look = 'quiet',
  size = 'medium',
  className,
  type = 'button',
  ...props
}: Omit<ButtonProps, 'aria-label'> & { label: string }) {
  return (
    <button
      type={type}
      aria-label={label}
      title={label}
      className={classNames(buttonClasses({ look, size, isSquare: true }), className)}
      {...props}
    />
  )
}
