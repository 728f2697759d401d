import { Menu as MenuIcon, SunMoon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { IconButton } from '@/components/ui/icon-button'

/** `wide`: beside the navigation; `narrow`: instead of it, where there is no room for it. */
export type MenuWidth = 'wide' | 'narrow'

/** The button of the menu at the end of the header. */
export function UserMenuTrigger({
  username,
  width,
  ...props
}: { username: string | null; width: MenuWidth } & ComponentProps<'button'>) {
  if (width === 'narrow') {
    return (
      <IconButton {...props} label="Menu" aria-haspopup="menu" className="lg:hidden">
        <MenuIcon />
      </IconButton>
    )
  }
  if (username === null) {
    return (
      <IconButton {...props} label="Colours and about" aria-haspopup="menu" className="max-lg:hidden">
        <SunMoon />
      </IconButton>
    )
  }
  return (
    <button
      {...props}
      type="button"
      aria-haspopup="menu"
      className="hidden h-10 max-w-48 items-center gap-2 rounded-control pr-3 pl-1.5 font-[550] text-sm transition-colors hover:bg-sunken aria-expanded:bg-sunken lg:inline-flex"
    >
      <span
        aria-hidden="true"
        className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-strong text-xs uppercase"
      >
        {[...username][0]}
      </span>
      <span className="truncate">
        <span className="sr-only">Menu of </span>
        <bdi>{username}</bdi>
      </span>
    </button>
  )
}
