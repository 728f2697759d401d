import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlClasses } from './control-classes'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={classNames(controlClasses, 'h-10', className)} {...props} />
}
