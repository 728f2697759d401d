'use client'

import { CircleUser, Info, ListChecks, Menu as MenuIcon, Route, Settings, SunMoon } from 'lucide-react'
import Link from 'next/link'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu'
import { LogOutItem } from './log-out'
import { NAVIGATION } from './navigation'
import { ThemeChoices } from './theme-choices'

/** The menu at the end of the header: the user's own pages, colours, about; on a phone the navigation too. */
export function UserMenu({ username }: { username: string | null }) {
  return (
    <>
      <Menu
        className="hidden md:block"
        trigger={
          username === null ? (
            <IconButton label="Colours and about" className="hidden md:inline-flex">
              <SunMoon />
            </IconButton>
          ) : (
            <button
              type="button"
              className="hidden h-10 max-w-48 items-center gap-2 rounded-control pr-3 pl-1.5 font-[550] text-sm transition-colors hover:bg-sunken aria-expanded:bg-sunken md:inline-flex"
            >
              <Initial username={username} />
              <span className="truncate">
                <span className="sr-only">Menu of </span>
                {username}
              </span>
            </button>
          )
        }
      >
        {username !== null && <OwnPages username={username} />}
        <ThemeChoices />
        <MenuLine />
        <MenuItem asChild>
          <Link href="/about">
            <Info aria-hidden /> About
          </Link>
        </MenuItem>
        {username !== null && <LogOutItem />}
      </Menu>

      <Menu
        className="md:hidden"
        trigger={
          <IconButton label="Menu" className="md:hidden">
            <MenuIcon />
          </IconButton>
        }
      >
        {NAVIGATION.map(({ href, label, icon: Icon }) => (
          <MenuItem key={href} asChild>
            <Link href={href}>
              <Icon aria-hidden /> {label}
            </Link>
          </MenuItem>
        ))}
        <MenuLine />
        {username !== null && <OwnPages username={username} />}
        <ThemeChoices />
        <MenuLine />
        <MenuItem asChild>
          <Link href="/about">
            <Info aria-hidden /> About
          </Link>
        </MenuItem>
        {username !== null && <LogOutItem />}
      </Menu>
    </>
  )
}

function OwnPages({ username }: { username: string }) {
  return (
    <>
      <MenuLabel>{username}</MenuLabel>
      <MenuItem asChild>
        <Link href={`/users/${encodeURIComponent(username)}`}>
          <CircleUser aria-hidden /> My page
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/sequences?mine=true">
          <Route aria-hidden /> My sequences
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/imports">
          <ListChecks aria-hidden /> My imports
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden /> Settings
        </Link>
      </MenuItem>
      <MenuLine />
    </>
  )
}

function Initial({ username }: { username: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft font-semibold text-accent-strong text-xs uppercase"
    >
      {[...username][0]}
    </span>
  )
}
