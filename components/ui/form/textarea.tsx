import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'
import { controlClasses } from './control-classes'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={classNames(controlClasses, 'min-h-20 py-2', className)} {...props} />
}
