import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { LoginLink } from './login-link'
import { LogoMark } from './logo'
import { MainNavigation } from './main-navigation'
import { NoticeBell } from './notice-bell'
import { UserMenu } from './user-menu'

export function Header({
  username,
  isModerator,
  hasOriginals,
  isDemo,
  unread,
  troubles,
}: {
  username: string | null
  isModerator: boolean
  hasOriginals: boolean
  isDemo: boolean
  unread: number | null // of one's notices; null: nobody is logged in
  troubles: number // that admins are to see
}) {
  return (
    <header className="sticky top-0 z-40 h-(--header-height) border-b bg-paper">
      <div className="flex h-full items-center gap-2 px-4 sm:gap-3 sm:px-6">
        <Link href="/" className="-ml-1 flex items-center gap-2.5 rounded-control p-1">
          <LogoMark className="size-7" />
          <span className="max-[24rem]:sr-only whitespace-nowrap font-[650] text-[0.95rem] tracking-[-0.02em]">
            Map the Paths
          </span>
        </Link>
        {isDemo && (
          <Badge
            tone="warning"
            title="No Mapillary application is set up: photographers, sequences and pictures are made up."
            className="max-sm:px-2"
          >
            <span>
              Demo<span className="max-sm:hidden lg:max-xl:hidden"> Mapillary</span>
            </span>
          </Badge>
        )}
        <div className="h-full xl:ml-4">
          <MainNavigation />
        </div>
        <div className="ml-auto flex items-center gap-1 sm:gap-2">
          {troubles > 0 && (
            <Link href="/admin" className="whitespace-nowrap rounded-control px-1 font-semibold text-danger text-sm">
              {troubles === 1 ? 'Trouble' : `${troubles} troubles`}
            </Link>
          )}
          {unread !== null && <NoticeBell unread={unread} />}
          {username === null && <LoginLink />}
          <UserMenu username={username} isModerator={isModerator} hasOriginals={hasOriginals} />
        </div>
      </div>
    </header>
  )
}
