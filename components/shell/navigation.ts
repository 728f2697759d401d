import { Image, type LucideIcon, Map as MapIcon, Mountain, Route, Trophy, Upload } from 'lucide-react'

/** Where the header leads; `prefixes` mark the pages that belong to an entry. */
export const NAVIGATION: { href: string; label: string; icon: LucideIcon; prefixes: string[] }[] = [
  { href: '/', label: 'Map', icon: MapIcon, prefixes: [] },
  { href: '/photos', label: 'Photos', icon: Image, prefixes: ['/photos'] },
  { href: '/sequences', label: 'Sequences', icon: Route, prefixes: ['/sequences'] },
  { href: '/viewpoints', label: 'Viewpoints', icon: Mountain, prefixes: [] },
  { href: '/leaderboard', label: 'Leaderboard', icon: Trophy, prefixes: ['/users'] },
  { href: '/import', label: 'Import', icon: Upload, prefixes: ['/import', '/imports'] },
]

export function isCurrent(entry: { href: string; prefixes: string[] }, pathname: string): boolean {
  return (
    pathname === entry.href || entry.prefixes.some((prefix) => pathname === prefix || pathname.startsWith(`${prefix}/`))
  )
}
