import type { ComponentProps } from 'react'
import { classNames } from '@/components/ui/class-names'

/** The look of everything that lies on a picture: dark in both themes, readable on any photo. */
export const onPicture = 'bg-[#11140f]/70 text-white backdrop-blur-sm'

/** A round button on the picture. */
export function StageButton({
  label,
  keyName,
  className,
  ...props
}: ComponentProps<'button'> & { label: string; keyName: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={`${label} (${keyName})`}
      aria-keyshortcuts={keyName}
      className={classNames(
        'grid size-10 place-items-center rounded-full transition-colors hover:bg-[#11140f]/90 aria-pressed:bg-white aria-pressed:text-[#11140f] focus-visible:outline-white [&_svg]:size-5',
        onPicture,
        className,
      )}
      {...props}
    />
  )
}
