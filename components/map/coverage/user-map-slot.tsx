'use client'

import dynamic from 'next/dynamic'

/** The map of a user, loaded when the page is shown. */
export const UserMapSlot = dynamic(() => import('./user-map').then((module) => module.UserMap), { ssr: false })
