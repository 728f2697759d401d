'use client'

import { LogOut } from 'lucide-react'
import { signOut } from 'next-auth/react'
import { Button } from '@/components/ui/button'
import { MenuItem } from '@/components/ui/menu'

const logOut = () => signOut({ callbackUrl: '/' })

export function LogOutButton() {
  return (
    <Button onClick={logOut}>
      <LogOut aria-hidden /> Log out
    </Button>
  )
}

export function LogOutItem() {
  return (
    <MenuItem onSelect={logOut}>
      <LogOut aria-hidden /> Log out
    </MenuItem>
  )
}
