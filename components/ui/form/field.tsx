import { type ReactNode, useId } from 'react'
import { classNames } from '@/components/ui/class-names'

type ControlProps = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

/** Label, control, hint and error of one form field. `children` receives what ties the control to the words around it. */
export function Field({
  label,
  hint,
  errors = [],
  isOptional = false,
  className,
  children,
}: {
  label: ReactNode
  hint?: ReactNode
  errors?: string[] | undefined
  isOptional?: boolean
  className?: string
  children: (control: ControlProps) => ReactNode
}) {
  const id = useId()
  const isInvalid = errors.length > 0
  const described = [hint && `${id}-hint`, isInvalid && `${id}-errors`].filter(Boolean).join(' ')
  return (
    <div className={classNames('grid gap-1.5', className)}>
      <label htmlFor={id} className="font-[550] text-sm">
        {label}
        {isOptional && <span className="ml-1.5 font-normal text-ink-faint">optional</span>}
      </label>
      {children({
        id,
        ...(described && { 'aria-describedby': described }),
        ...(isInvalid && { 'aria-invalid': true }),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint text-xs">
          {hint}
        </p>
      )}
      {isInvalid && (
        <p id={`${id}-errors`} role="alert" className="text-danger text-sm">
          {errors.join(' ')}
        </p>
      )}
    </div>
  )
}
