'use client'

import { lazy, Suspense, useState } from 'react'
import { type MenuWidth, UserMenuTrigger } from './user-menu-trigger'

const loadItems = () => import('./user-menu-items')
const UserMenuItems = lazy(loadItems)

type Person = { username: string | null; isModerator: boolean; hasOriginals: boolean }

/** The menu at the end of the header: the user's own pages, colours, about; on small screens the navigation too. */
export function UserMenu(person: Person) {
  return (
    <>
      <OneMenu {...person} width="wide" />
      <OneMenu {...person} width="narrow" />
    </>
  )
}

/** Most visits never open it, so what is in it is loaded when somebody does. */
function OneMenu({ width, ...person }: Person & { width: MenuWidth }) {
  const [isWanted, setWanted] = useState(false)
  const trigger = (
    <UserMenuTrigger
      username={person.username}
      width={width}
      onPointerEnter={() => void loadItems()}
      onFocus={() => void loadItems()}
      onClick={() => setWanted(true)}
    />
  )
  if (!isWanted) return trigger
  return (
    <Suspense fallback={trigger}>
      <UserMenuItems {...person} width={width} />
    </Suspense>
  )
}
