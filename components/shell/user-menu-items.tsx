'use client'

import { CircleUser, Flag, Info, ListChecks, Route, Settings, ShieldCheck, Star } from 'lucide-react'
import Link from 'next/link'
import { Menu, MenuItem, MenuLabel, MenuLine } from '@/components/ui/menu'
import { UnitChoices } from '@/components/units/unit-choices'
import { LogOutItem } from './log-out'
import { NAVIGATION } from './navigation'
import { ThemeChoices } from './theme-choices'
import { type MenuWidth, UserMenuTrigger } from './user-menu-trigger'

/** The menu itself, loaded and opened when its trigger is pressed for the first time. */
export default function UserMenuItems({
  username,
  isModerator,
  hasOriginals,
  width,
}: {
  username: string | null
  isModerator: boolean
  hasOriginals: boolean
  width: MenuWidth
}) {
  return (
    <Menu
      isOpenAtFirst
      className={width === 'wide' ? 'hidden lg:block' : 'lg:hidden'}
      trigger={<UserMenuTrigger username={username} width={width} />}
    >
      {width === 'narrow' && (
        <>
          {NAVIGATION.map(({ href, label, icon: Icon }) => (
            <MenuItem key={href} asChild>
              <Link href={href}>
                <Icon aria-hidden /> {label}
              </Link>
            </MenuItem>
          ))}
          <MenuLine />
        </>
      )}
      {username !== null && <OwnPages username={username} isModerator={isModerator} hasOriginals={hasOriginals} />}
      <ThemeChoices />
      <UnitChoices />
      <MenuLine />
      <MenuItem asChild>
        <Link href="/about">
          <Info aria-hidden /> About
        </Link>
      </MenuItem>
      {username !== null && <LogOutItem />}
    </Menu>
  )
}

function OwnPages({
  username,
  isModerator,
  hasOriginals,
}: {
  username: string
  isModerator: boolean
  hasOriginals: boolean
}) {
  return (
    <>
      <MenuLabel>
        <bdi>{username}</bdi>
      </MenuLabel>
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
        <Link href="/favourites">
          <Star aria-hidden /> My favourites
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link href="/imports">
          <ListChecks aria-hidden /> My imports
        </Link>
      </MenuItem>
      {hasOriginals && (
        <MenuItem asChild>
          <Link href="/vault">
            <ShieldCheck aria-hidden /> My originals
          </Link>
        </MenuItem>
      )}
      <MenuItem asChild>
        <Link href="/settings">
          <Settings aria-hidden /> Settings
        </Link>
      </MenuItem>
      {isModerator && (
        <MenuItem asChild>
          <Link href="/admin/reports">
            <Flag aria-hidden /> Reports
          </Link>
        </MenuItem>
      )}
      <MenuLine />
    </>
  )
}
